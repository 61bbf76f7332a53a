import { useLoaderData } from '@remix-run/react'
import { facetViews } from '#app/domain/search/facet-view.ts'
import { findInMarket, findSuggestions } from '#app/domain/search/find.server.ts'
import { cursorOf, readPageQuery, sortsOf } from '#app/domain/search/finding.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { withIndustry } from '#app/i18n/industry.ts'
import { SearchPage } from '#app/ui/search/search-page.tsx'

export const handle = {
  access: 'everyone',
  title: (data, t) =>
    data.question ? `${data.question} · ${t('search:title')}` : t('search:title'),
} satisfies RouteHandle

const perPage = 20

export const loader = load(
  handle.access,
  async ({ actor, db, search, limits, client, url, locale }) => {
    await limits.consumeByNetwork('search', client.address)
    const { q, kind, sort, cursor, facets } = readPageQuery(url.searchParams)
    const offset = cursor ?? 0
    const wanted = { text: q, kind, sort, facets, offset, limit: perPage, withFacets: true }
    const found = await findInMarket(db, search, actor, wanted)
    const near = found.total === 0 && q ? await findSuggestions(db, search, actor, q) : []
    return {
      question: q,
      kind,
      sort,
      sorts: sortsOf[kind ?? ''] ?? ['best'],
      hits: found.hits.map((hit) => withIndustry(locale, hit)),
      terms: found.terms,
      total: found.total,
      counts: found.counts,
      everything: Object.values(found.counts).reduce((sum, count) => sum + count, 0),
      facets: facetViews(kind, found.facets, facets),
      chosen: Object.values(facets).flat().length,
      degraded: found.degraded,
      near: near.map((hit) => withIndustry(locale, hit)),
      from: offset + 1,
      previous: offset > 0 ? cursorOf(Math.max(0, offset - perPage)) : null,
      next: found.next,
    }
  },
)

export default function SearchRoute() {
  return <SearchPage found={useLoaderData<typeof loader>()} />
}
