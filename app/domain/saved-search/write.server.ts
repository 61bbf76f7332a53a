import { type Db, transact } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { refuse } from '../refusal.ts'
import { MAX_SAVED_SEARCHES, type SavedSearchInput } from './saved-search.ts'

/**
 * Keeps a search for the actor, as whom they act for now. What it finds at its first look is what is there already.
 * @throws {Refusal} `conflict` when they keep too many, or this one
 */
export async function saveSearch(
  db: Db,
  actor: Actor,
  { name, query }: SavedSearchInput,
): Promise<{ id: string }> {
  return transact(db, async (tx) => {
    const kept = await tx
      .selectFrom('saved_search')
      .select(['id', 'query'])
      .where('person_id', '=', actor.personId)
      .forUpdate()
      .execute()
    if (kept.some((item) => item.query === query)) throw refuse('conflict', 'search_kept')
    if (kept.length >= MAX_SAVED_SEARCHES) {
      throw refuse('conflict', 'search_count', { params: { most: MAX_SAVED_SEARCHES } })
    }
    const { id } = await tx
      .insertInto('saved_search')
      .values({
        person_id: actor.personId,
        organization_id: actor.organization?.id ?? null,
        name,
        query,
        created_at: tx.now,
        // Long enough ago to be looked at first.
        checked_at: new Date(0),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, actor, { verb: 'save', subject: { kind: 'saved_search', id } })
    return { id }
  })
}

/** Forgets a kept search of the actor's. @throws {Refusal} `missing` */
export async function dropSearch(db: Db, actor: Actor, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const gone = await tx
      .deleteFrom('saved_search')
      .where('id', '=', id)
      .where('person_id', '=', actor.personId)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw refuse('missing', 'missing')
    await appendAudit(tx, actor, { verb: 'drop', subject: { kind: 'saved_search', id } })
  })
}

/** Notes that the actor has looked at what a kept search found. */
export async function lookAtSearch(db: Db, actor: Actor, id: string): Promise<void> {
  await db
    .updateTable('saved_search')
    .set({ fresh: [] })
    .where('id', '=', id)
    .where('person_id', '=', actor.personId)
    .execute()
}
