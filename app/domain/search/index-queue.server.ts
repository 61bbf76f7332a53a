import { type Queryable, sql } from '#db'
import type { SearchKind } from '../events.ts'

/** A thing that search must look at again. */
export interface IndexQueueEntry {
  kind: SearchKind
  id: string
  version: number
  failures: number
}

/** True when this transaction is now the only one that projects; it stays so until its end. */
export async function lockProjection(q: Queryable): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('lianqiao projection')) as mine`.execute(q)
  return rows[0]!.mine
}

/** Marks things of which nothing changed, to be looked at one by one. */
export async function enqueueAgain(
  q: Queryable,
  kind: SearchKind,
  ids: readonly string[],
): Promise<void> {
  await q
    .insertInto('search_dirty')
    .values(ids.map((id) => ({ kind, id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The marks that are due, the oldest first. */
export async function listEntries(
  q: Queryable,
  at: Date,
  most: number,
): Promise<IndexQueueEntry[]> {
  const rows = await q
    .selectFrom('search_dirty')
    .select(['kind', 'id', 'version', 'failures'])
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', at)]))
    .orderBy('marked_at')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as SearchKind }))
}

/** Clears what was sent, except what changed in the meantime. */
export async function clearEntries(q: Queryable, marks: readonly IndexQueueEntry[]): Promise<void> {
  if (marks.length === 0) return
  await sql`
    delete from search_dirty using jsonb_to_recordset(${JSON.stringify(marks)}::jsonb)
      as sent(kind text, id uuid, version bigint)
    where search_dirty.kind = sent.kind and search_dirty.id = sent.id
      and search_dirty.version = sent.version`.execute(q)
}

const longestWaitMs = 5 * 60_000

/** Keeps a mark whose document search refused, with the reason, for another try later and later. */
export async function failEntry(
  q: Queryable,
  mark: IndexQueueEntry,
  reason: string,
  at: Date,
): Promise<void> {
  const wait = Math.min(1000 * 2 ** mark.failures, longestWaitMs)
  await q
    .updateTable('search_dirty')
    .set({
      failures: mark.failures + 1,
      failed_reason: reason.slice(0, 500),
      retry_at: new Date(at.getTime() + wait),
    })
    .where('kind', '=', mark.kind)
    .where('id', '=', mark.id)
    .where('version', '=', mark.version)
    .execute()
}

/** Puts the index in step with things that have no marks: every id of a kind, in order, after this one. */
export async function listIdsAfter(
  q: Queryable,
  kind: SearchKind,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await q
    .selectFrom(kind)
    .select('id')
    .$if(after !== null, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id)
}

export async function countFindable(q: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from organization) + (select count(*) from product)
      + (select count(*) from request) + (select count(*) from session)
      + (select count(*) from listing) as count`.execute(q)
  return rows[0]!.count
}
