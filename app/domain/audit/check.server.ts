import type { Db, Queryable } from '#db'
import { topic } from '../events.ts'
import { type Break, verifyAudit } from './verify.server.ts'

/** What the last check of the chain came to. */
export interface Checked {
  /** In ISO 8601. */
  at: string
  sealed: number
  head: { seq: number; hash: string } | null
  broken: number
  first: Break | null
}

const key = 'audit_checked'

/** Null before the first check. */
export async function findChecked(q: Queryable): Promise<Checked | null> {
  const row = await q
    .selectFrom('app_meta')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst()
  return (row?.value as unknown as Checked | undefined) ?? null
}

/** Verifies the chain against the head that the last check saw, and keeps the outcome for the auditors' page. */
export async function checkAudit(db: Db): Promise<Checked> {
  const before = await findChecked(db)
  const { sealed, head, breaks } = await verifyAudit(db, { since: before?.head ?? null })
  const at = db.now().toISOString()
  // A head that was contradicted stays the measure, so that the finding doesn't pass with the next check.
  const kept = breaks.some(({ what }) => what === 'head_differs') ? before!.head : head
  const checked = { at, sealed, head: kept, broken: breaks.length, first: breaks[0] ?? null }
  const value = JSON.stringify(checked)
  await db
    .insertInto('app_meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
  db.notifications.send([topic.audit])
  return checked
}
