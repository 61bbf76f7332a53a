import { type Db, sql, type Tx, transact } from '#db'
import { appendAudit } from '../audit-log.server.ts'
import { type Entry, register } from './register.ts'

const dayMs = 86_400_000
const rowsAtOnce = 5000

type Timed = Entry & { keep: { days: number; after: string } }

export const timedEntries = (): Timed[] =>
  register.filter((entry): entry is Timed => typeof entry.keep === 'object')

/** Deletes what the register keeps for a number of days and no longer, a few thousand rows in each transaction. */
export async function enforceRetention(db: Db): Promise<Record<string, number>> {
  const gone: Record<string, number> = {}
  for (const { table, keep } of timedEntries()) {
    for (;;) {
      const count = await transact(db, (tx) => sweep(tx, table, keep))
      if (count > 0) gone[table] = (gone[table] ?? 0) + count
      if (count < rowsAtOnce) break
    }
  }
  await transact(db, (tx) =>
    appendAudit(tx, null, { verb: 'sweep', subject: { kind: 'register', id: null }, detail: gone }),
  )
  return gone
}

async function sweep(tx: Tx, table: string, keep: Timed['keep']): Promise<number> {
  const before = new Date(tx.now.getTime() - keep.days * dayMs)
  const name = sql.table(table)
  const { numAffectedRows } = await sql`
    delete from ${name} where ctid = any (array(
      select ctid from ${name} where ${sql.raw(keep.after)} < ${before} limit ${rowsAtOnce}
    ))`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
