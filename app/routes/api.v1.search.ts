import { findableKinds } from '#app/domain/finding/document.ts'
import { findInMarket } from '#app/domain/finding/find.server.ts'
import { apiQuerySchema } from '#app/domain/finding/finding.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { answerJson } from '#app/http/json.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

/** Search as JSON. A visitor finds what is public; with a sign-in cookie, what its owner may see. */
export const loader = load(
  handle.access,
  async ({ actor, db, search, limits, client, url, t }): Promise<Response> =>
    answerJson(t, async () => {
      await limits.consume('search', client.address)
      const { q, kind, limit, cursor } = readQuery(url.searchParams)
      const found = await findInMarket(db, search, actor, {
        text: q,
        kind,
        limit,
        offset: cursor ?? 0,
      })
      return {
        hits: found.hits.map(({ kind, id, title, url }) => ({ kind, id, title, url })),
        total: found.total,
        counts: Object.fromEntries(findableKinds.map((one) => [one, found.counts[one] ?? 0])),
        degraded: found.degraded,
        next: found.next,
      }
    }),
)

/** @throws {Refusal} `invalid` with what is wrong, per parameter */
function readQuery(params: URLSearchParams) {
  const given = Object.fromEntries([...params].filter(([, value]) => value !== ''))
  const result = apiQuerySchema.safeParse(given)
  if (result.success) return result.data
  const fields: Record<string, string[]> = {}
  for (const issue of result.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])]
    for (const name of names) fields[name] = [`search_api.${reasonFor(name)}`]
  }
  throw refuse('invalid', 'search_api.invalid', { fields })
}

const reasonFor = (name: string): string =>
  ['q', 'kind', 'limit', 'cursor'].includes(name) ? name : 'unknown'
