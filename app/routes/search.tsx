import { Form, type MetaArgs, useLoaderData } from '@remix-run/react'
import { SlidersHorizontal } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { facetViews } from '#app/domain/finding/facet-view.ts'
import { findInMarket, findNear } from '#app/domain/finding/find.server.ts'
import { cursorOf, readPageQuery, sortsOf } from '#app/domain/finding/finding.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Banner } from '#app/ui/blocks/banner.tsx'
import { Button, LinkButton } from '#app/ui/blocks/button.tsx'
import { Pager } from '#app/ui/blocks/pager.tsx'
import { Tabs } from '#app/ui/blocks/tabs.tsx'
import { formatCount } from '#app/ui/format.ts'
import { HitCard } from '#app/ui/search/cards.tsx'
import { FacetPanel, facetPanelId } from '#app/ui/search/facets.tsx'
import { NothingFound } from '#app/ui/search/nothing-found.tsx'
import { SearchBox } from '#app/ui/search/search-box.tsx'
import { useLiveForm } from '#app/ui/search/use-live-form.ts'
import { useResultKeys } from '#app/ui/search/use-result-keys.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

const perPage = 20
const tabs = ['organization', 'product', 'request', 'session'] as const

export const loader = load(handle.access, async ({ actor, db, search, limits, client, url }) => {
  await limits.consume('search', client.address)
  const { q, kind, sort, cursor, facets } = readPageQuery(url.searchParams)
  const offset = cursor ?? 0
  const wanted = { text: q, kind, sort, facets, offset, limit: perPage, withFacets: true }
  const found = await findInMarket(db, search, actor, wanted)
  const nothing = found.total === 0
  return {
    question: q,
    kind,
    sort,
    sorts: sortsOf[kind ?? ''] ?? ['best'],
    hits: found.hits,
    terms: found.terms,
    total: found.total,
    counts: found.counts,
    everything: Object.values(found.counts).reduce((sum, count) => sum + count, 0),
    facets: facetViews(kind, found.facets, facets),
    chosen: Object.values(facets).flat().length,
    degraded: found.degraded,
    near: nothing && q ? await findNear(db, search, actor, q) : [],
    from: offset + 1,
    previous: offset > 0 ? cursorOf(Math.max(0, offset - perPage)) : null,
    next: found.next,
  }
})

export const meta = ({ data }: MetaArgs<typeof loader>) => [
  { title: data?.question ? `${data.question} · 搜索 · 链桥` : '搜索 · 链桥' },
]

export default function SearchPage() {
  const { t } = useTranslation('search')
  const found = useLoaderData<typeof loader>()
  const form = useRef<HTMLFormElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const live = useLiveForm(form, input)
  useResultKeys(input)
  const { question, kind, counts, chosen } = found
  return (
    <Form
      ref={form}
      action="/search"
      role="search"
      onChange={live.onChange}
      className="mx-auto w-full max-w-7xl px-4 py-6 sm:px-6"
    >
      <h1 className="sr-only">{question ? t('title_of', { text: question }) : t('title')}</h1>
      {kind && <input type="hidden" name="kind" value={kind} />}
      <SearchBox
        inputRef={input}
        question={question}
        onClear={() => {
          if (!input.current) return
          input.current.value = ''
          input.current.focus()
          live.send()
        }}
      />
      <p id="search-keys" className="mt-1 hidden text-sm text-muted pointer-fine:block">
        {t('keys')}
      </p>
      <div className="mt-3 flex flex-col gap-4">
        {found.degraded && (
          <Banner tone="warning" title={t('degraded.title')}>
            {t('degraded.body')}
          </Banner>
        )}
        <Tabs
          label={t('tabs')}
          items={[
            {
              to: addressOf({ question }),
              label: t('all'),
              count: found.everything,
              current: kind === undefined,
            },
            ...tabs.map((one) => ({
              to: addressOf({ question, kind: one }),
              label: t(`kind.${one}`),
              count: counts[one] ?? 0,
              current: kind === one,
            })),
          ]}
        />
        <div className={found.facets.length > 0 ? 'lg:grid lg:grid-cols-[15rem_1fr] lg:gap-8' : ''}>
          {found.facets.length > 0 && <FacetPanel facets={found.facets} />}
          <div className="min-w-0">
            <div className="mb-3 flex min-h-11 flex-wrap items-center gap-3">
              <p role="status" className="text-sm text-muted">
                {live.searching ? t('searching') : t('count', { total: formatCount(found.total) })}
              </p>
              <div className="ml-auto flex items-center gap-2">
                {chosen > 0 && (
                  <LinkButton to={addressOf({ question, kind })} variant="quiet" size="s">
                    {t('facet.clear')}
                  </LinkButton>
                )}
                {found.facets.length > 0 && (
                  <Button
                    type="button"
                    size="s"
                    className="lg:hidden"
                    {...{ popovertarget: facetPanelId }}
                  >
                    <SlidersHorizontal aria-hidden size={16} />
                    {chosen > 0 ? t('facet.title_count', { count: chosen }) : t('facet.title')}
                  </Button>
                )}
                <SortChoice sorts={found.sorts} sort={found.sort} />
              </div>
            </div>
            {found.total === 0 ? (
              <NothingFound
                question={question}
                filtered={chosen > 0}
                near={found.near}
                clearTo={addressOf({ question, kind })}
                elsewhere={tabs
                  .filter((one) => one !== kind && (counts[one] ?? 0) > 0)
                  .map((one) => ({
                    to: addressOf({ question, kind: one }),
                    label: t(`kind.${one}`),
                    count: counts[one] ?? 0,
                  }))}
              />
            ) : (
              <Results />
            )}
          </div>
        </div>
      </div>
    </Form>
  )
}

const addressOf = ({ question, kind }: { question: string; kind?: string | undefined }): string => {
  const params = new URLSearchParams()
  if (question) params.set('q', question)
  if (kind) params.set('kind', kind)
  return `/search${params.size > 0 ? `?${params}` : ''}`
}

function SortChoice({ sorts, sort }: { sorts: readonly string[]; sort: string }) {
  const { t } = useTranslation('search')
  if (sorts.length < 2) return null
  return (
    <label className="flex items-center gap-2 text-sm">
      <span className="sr-only">{t('sort.label')}</span>
      <select
        name="sort"
        defaultValue={sort}
        className="min-h-9 rounded-md border border-edge bg-raised px-2 text-sm pointer-coarse:min-h-11"
      >
        {sorts.map((one) => (
          <option key={one} value={one}>
            {t(`sort.${one}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Results() {
  const { t } = useTranslation('search')
  const { hits, terms, from, total, previous, next, ...found } = useLoaderData<typeof loader>()
  const pageTo = (cursor: string | null) => {
    if (cursor === null) return null
    const params = new URLSearchParams(addressOf(found).split('?')[1])
    if (found.sort !== 'best') params.set('sort', found.sort)
    for (const { name, options } of found.facets) {
      for (const { value, chosen } of options) if (chosen) params.append(name, value)
    }
    params.set('cursor', cursor)
    return `/search?${params}`
  }
  return (
    <>
      <ol className="mb-6 flex flex-col gap-3">
        {hits.map((hit) => (
          <li key={hit.id}>
            <HitCard hit={hit} terms={terms} />
          </li>
        ))}
      </ol>
      <Pager previous={pageTo(previous)} next={pageTo(next)}>
        {t('range', {
          from: formatCount(from),
          to: formatCount(from + hits.length - 1),
          total: formatCount(total),
        })}
      </Pager>
    </>
  )
}
