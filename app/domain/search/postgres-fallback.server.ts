import { type Queryable, sql } from '#db'
import type { Actor } from '../actor.ts'
import { findableStandings } from '../organization/search.server.ts'
import { normalizeUscc } from '../organization/uscc.ts'
import { findableTo } from '../request/search.server.ts'
import { findableSessionStates } from '../session/search.server.ts'
import type { FindableKind } from './document.ts'
import type { HitRef, SearchQuery, SearchResult } from './finder.ts'

/**
 * Finds without the search server: every word must stand in the name or the text as it was typed (trigram indexes
 * help from three characters on). No pinyin, no slips, no facets.
 */
export async function searchInPostgres(
  q: Queryable,
  actor: Actor | null,
  { text, kind, offset = 0, limit = 20 }: SearchQuery,
): Promise<SearchResult> {
  const words = text.normalize('NFKC').trim().split(/\s+/).filter(Boolean).slice(0, 5)
  const parts = {
    organization: organizations(q, words),
    product: products(q, words),
    request: requests(q, actor, words),
    session: sessions(q, words),
    listing: listings(q, words),
  } as unknown as Readonly<Record<string, Part>>
  const counts: SearchResult['counts'] = {}
  for (const [name, part] of Object.entries(parts)) {
    const { count } = await q
      .selectFrom(part.as('found'))
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) > 0) counts[name as FindableKind] = Number(count)
  }
  const chosen = Object.entries(parts).flatMap(([name, part]) =>
    !kind || kind === name ? [part] : [],
  )
  const hits = await page(q, chosen, text.normalize('NFKC').trim(), offset, limit)
  const total = kind
    ? (counts[kind] ?? 0)
    : Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { hits, counts, total, facets: {}, terms: words.toSorted((a, b) => b.length - a.length) }
}

/** Kind, id and name of what fits; the tables behind them differ. */
type Part = ReturnType<typeof organizations>

async function page(
  q: Queryable,
  parts: readonly Part[],
  text: string,
  offset: number,
  limit: number,
): Promise<HitRef[]> {
  const [first, ...rest] = parts
  if (!first) return []
  const union = rest.reduce((sum, item) => sum.unionAll(item), first)
  const rows = await q
    .selectFrom(union.as('found'))
    .select(['found.kind', 'found.id'])
    .orderBy(sql`found.name = ${text}`, 'desc')
    .orderBy(sql`starts_with(found.name, ${text})`, 'desc')
    .orderBy(sql`position(${text} in found.name) > 0`, 'desc')
    .orderBy(sql`length(found.name)`)
    .orderBy('found.id')
    .offset(offset)
    .limit(limit)
    .execute()
  return rows.map(({ kind, id }) => ({ kind: kind as FindableKind, id }))
}

const pattern = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`

function organizations(q: Queryable, words: readonly string[]) {
  const code = normalizeUscc(words.join(''))
  let found = q
    .selectFrom('organization')
    .select([sql<string>`'organization'`.as('kind'), 'id', 'name'])
    .where('standing', 'in', findableStandings)
  for (const word of words) {
    found = found.where((eb) =>
      eb.or([
        eb('name', 'ilike', pattern(word)),
        eb('business_scope', 'ilike', pattern(word)),
        eb('uscc', '=', code),
      ]),
    )
  }
  return found
}

function products(q: Queryable, words: readonly string[]) {
  let found = q
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .select([sql<string>`'product'`.as('kind'), 'product.id', 'product.name'])
    .where('product.state', '=', 'published')
    .where('organization.standing', 'in', findableStandings)
  for (const word of words) {
    found = found.where((eb) =>
      eb.or([
        eb('product.name', 'ilike', pattern(word)),
        eb('organization.name', 'ilike', pattern(word)),
        eb('product.target_note', 'ilike', pattern(word)),
      ]),
    )
  }
  return found
}

function requests(q: Queryable, actor: Actor | null, words: readonly string[]) {
  let found = q
    .selectFrom('request')
    .innerJoin('organization', 'organization.id', 'request.organization_id')
    .select([sql<string>`'request'`.as('kind'), 'request.id', 'request.title as name'])
    .where(findableTo(actor))
  for (const word of words) {
    found = found.where((eb) =>
      eb.or([
        eb('request.title', 'ilike', pattern(word)),
        eb('request.purpose', 'ilike', pattern(word)),
      ]),
    )
  }
  return found
}

function sessions(q: Queryable, words: readonly string[]) {
  let found = q
    .selectFrom('session')
    .select([sql<string>`'session'`.as('kind'), 'id', 'title as name'])
    .where('state', 'in', findableSessionStates)
  for (const word of words) {
    found = found.where((eb) =>
      eb.or([eb('title', 'ilike', pattern(word)), eb('summary', 'ilike', pattern(word))]),
    )
  }
  return found
}

function listings(q: Queryable, words: readonly string[]) {
  let found = q
    .selectFrom('listing')
    .innerJoin('organization', 'organization.id', 'listing.organization_id')
    .select([sql<string>`'listing'`.as('kind'), 'listing.id', 'listing.title as name'])
    .where('listing.state', '=', 'published')
    .where('organization.standing', '=', 'verified')
  for (const word of words) {
    found = found.where((eb) =>
      eb.or([
        eb('listing.title', 'ilike', pattern(word)),
        eb('listing.body', 'ilike', pattern(word)),
      ]),
    )
  }
  return found
}
