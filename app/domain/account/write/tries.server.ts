import { type Db, sql, type Tx, transact } from '#db'
import { failuresUntilLock, lockMinutes } from '../account.ts'

/**
 * Counts a try before what was typed is looked at, so that many at once get no more tries than one after the other.
 * @param lookup a keyed hash of what is being guessed at
 * @returns true when it is locked
 */
export async function countTry(db: Db, lookup: Buffer): Promise<boolean> {
  return transact(db, async (tx) => {
    const lockUntil = new Date(tx.at.getTime() + lockMinutes * 60_000)
    const forgotten = new Date(tx.at.getTime() - lockMinutes * 60_000)
    const guard = await tx
      .insertInto('sign_in_guard')
      .values({ lookup, failures: 1, last_failure_at: tx.at })
      .onConflict((conflict) =>
        conflict
          .column('lookup')
          .doUpdateSet({
            failures: sql<number>`case when sign_in_guard.last_failure_at < ${forgotten} then 1 else sign_in_guard.failures + 1 end`,
            locked_until: null,
            last_failure_at: tx.at,
          })
          // Asked of the row as it is once whoever came before has committed, also when there was none a moment ago.
          .where((eb) =>
            eb.or([
              eb('sign_in_guard.locked_until', 'is', null),
              eb('sign_in_guard.locked_until', '<=', tx.at),
            ]),
          ),
      )
      .returning('failures')
      .executeTakeFirst()
    if (!guard) return true
    if (guard.failures >= failuresUntilLock) {
      await tx
        .updateTable('sign_in_guard')
        .set({ locked_until: lockUntil, failures: 0 })
        .where('lookup', '=', lookup)
        .execute()
    }
    return false
  })
}

/** Forgets the tries once the right thing was given. */
export async function forgetTries(tx: Tx, lookup: Buffer): Promise<void> {
  await tx.deleteFrom('sign_in_guard').where('lookup', '=', lookup).execute()
}
