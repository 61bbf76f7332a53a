import type { Queryable } from '#db'
import type { Actor } from '../actor.ts'
import { audiencesOf } from './audience.ts'
import {
  isSearchUnavailable,
  type SearchPort,
  type SearchQuery,
  type SearchResult,
} from './finder.ts'
import { cursorOf, MAX_OFFSET } from './finding.ts'
import { type Hit, hydrateHits } from './hydrate-hits.server.ts'
import { searchInPostgres } from './postgres-fallback.server.ts'

export interface MarketSearchResult extends Omit<SearchResult, 'hits'> {
  hits: Hit[]
  /** Where the next page begins; null at the end. */
  next: string | null
  /** The search server is away, and Postgres answered. */
  degraded: boolean
}

/** Search finds, Postgres shows: what the reader may see of what they look for. */
export async function findInMarket(
  q: Queryable,
  finder: SearchPort,
  actor: Actor | null,
  wanted: SearchQuery,
): Promise<MarketSearchResult> {
  const { answer, degraded } = await ask(q, finder, actor, wanted)
  const { hits, ...rest } = answer
  const end = (wanted.offset ?? 0) + hits.length
  const more = hits.length > 0 && end < answer.total && end < MAX_OFFSET
  return {
    ...rest,
    hits: await hydrateHits(q, actor, hits),
    next: more ? cursorOf(end) : null,
    degraded,
  }
}

async function ask(q: Queryable, finder: SearchPort, actor: Actor | null, wanted: SearchQuery) {
  try {
    const answer = await finder.query({ ...wanted, audience: audiencesOf(actor) })
    return { answer, degraded: false }
  } catch (error) {
    if (!isSearchUnavailable(error)) throw error
    return { answer: await searchInPostgres(q, actor, wanted), degraded: true }
  }
}

/** What comes near when nothing fits; nothing while the search server is away. */
export async function findSuggestions(
  q: Queryable,
  finder: SearchPort,
  actor: Actor | null,
  text: string,
): Promise<Hit[]> {
  try {
    const near = await finder.near({ text, audience: audiencesOf(actor), limit: 5 })
    return await hydrateHits(q, actor, near)
  } catch (error) {
    if (!isSearchUnavailable(error)) throw error
    return []
  }
}
