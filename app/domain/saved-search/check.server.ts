import { type Db, type Tx, transact } from '#db'
import { findReader } from '../account/read.server.ts'
import { topic } from '../events.ts'
import { audiencesOf } from '../search/audience.ts'
import type { SearchPort } from '../search/finder.ts'
import { readPageQuery } from '../search/finding.ts'
import { hydrateHits } from '../search/hydrate-hits.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { savedSearchEvents } from './events.ts'
import { COOLDOWN_MINUTES, watched } from './saved-search.ts'

const mostAtOnce = 200

/**
 * Looks at every kept search that has rested long enough, as who keeps it may see the market now, and tells them of
 * what it hasn't shown before. Whether they read one notice or none, the next comes only with something newer.
 * @returns how many were looked at
 */
export async function checkSavedSearches(db: Db, finder: SearchPort): Promise<number> {
  const before = new Date(db.now().getTime() - COOLDOWN_MINUTES * 60_000)
  const due = await db
    .selectFrom('saved_search')
    .select('id')
    .where('checked_at', '<=', before)
    .orderBy('checked_at')
    .limit(mostAtOnce)
    .execute()
  for (const { id } of due) await check(db, finder, id)
  return due.length
}

async function check(db: Db, finder: SearchPort, id: string): Promise<void> {
  const kept = await db
    .selectFrom('saved_search')
    .select(['person_id', 'organization_id', 'query'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!kept) return
  const reader = await findReader(db, kept.person_id, kept.organization_id, db.now())
  const { q, kind, facets } = readPageQuery(new URLSearchParams(kept.query))
  const audience = audiencesOf(reader)
  const ask = { text: q, kind, facets, sort: 'newest' as const, limit: watched, audience }
  const hits = await hydrateHits(db, reader, (await finder.query(ask)).hits)
  const found = hits.map((hit) => hit.id)
  await transact(db, (tx) => keep(tx, id, found))
}

async function keep(tx: Tx, id: string, found: readonly string[]): Promise<void> {
  const row = await tx
    .selectFrom('saved_search')
    .select(['person_id', 'name', 'query', 'seen', 'fresh', 'checked_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  const first = row.checked_at.getTime() === 0
  const news = first ? [] : found.filter((item) => !row.seen.includes(item))
  await tx
    .updateTable('saved_search')
    .set({
      checked_at: tx.now,
      seen: [...new Set([...found, ...row.seen])].slice(0, watched * 4),
      fresh: [...new Set([...news, ...row.fresh])].slice(0, watched),
    })
    .where('id', '=', id)
    .execute()
  if (news.length === 0) return
  await enqueueSideEffects(tx, {
    topics: [topic.person(row.person_id)],
    notices: [
      {
        to: { personId: row.person_id },
        event: savedSearchEvents.search_found,
        subject: { kind: 'saved_search', id },
        params: { name: row.name, count: news.length },
      },
    ],
  })
}
