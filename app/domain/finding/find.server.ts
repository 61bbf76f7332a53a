import type { Queryable } from '#db'
import type { Actor } from '../actor.ts'
import { audiencesOf } from './audience.ts'
import { type Answer, type Finder, isAway, type Wanted } from './finder.ts'
import { cursorOf, furthest } from './finding.ts'
import { type Hit, readHits } from './hits.server.ts'
import { findPlainly } from './plain.server.ts'

export interface Found extends Omit<Answer, 'hits'> {
  hits: Hit[]
  /** Where the next page begins; null at the end. */
  next: string | null
  /** The search server is away, and Postgres answered. */
  degraded: boolean
}

/** Search finds, Postgres shows: what the reader may see of what they look for. */
export async function findInMarket(
  q: Queryable,
  finder: Finder,
  actor: Actor | null,
  wanted: Wanted,
): Promise<Found> {
  const { answer, degraded } = await ask(q, finder, actor, wanted)
  const { hits, ...rest } = answer
  const end = (wanted.offset ?? 0) + hits.length
  const more = hits.length > 0 && end < answer.total && end < furthest
  return {
    ...rest,
    hits: await readHits(q, actor, hits),
    next: more ? cursorOf(end) : null,
    degraded,
  }
}

async function ask(q: Queryable, finder: Finder, actor: Actor | null, wanted: Wanted) {
  try {
    const answer = await finder.query({ ...wanted, audience: audiencesOf(actor) })
    return { answer, degraded: false }
  } catch (error) {
    if (!isAway(error)) throw error
    return { answer: await findPlainly(q, actor, wanted), degraded: true }
  }
}

/** What comes near when nothing fits; nothing while the search server is away. */
export async function findNear(
  q: Queryable,
  finder: Finder,
  actor: Actor | null,
  text: string,
): Promise<Hit[]> {
  try {
    const near = await finder.near({ text, audience: audiencesOf(actor), limit: 5 })
    return await readHits(q, actor, near)
  } catch (error) {
    if (!isAway(error)) throw error
    return []
  }
}
