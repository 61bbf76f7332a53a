import { type Db, transact } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { refuse } from '../refusal.ts'
import { type Holiday, mayManageCalendar } from './holiday.ts'

/** Adds a day to the calendar or changes what it is; deadlines set from now on heed it. @throws {Refusal} */
export async function setHoliday(
  db: Db,
  actor: Actor,
  { day, kind, name }: Holiday,
): Promise<void> {
  if (!mayManageCalendar(actor)) throw refuse('forbidden', 'access_officer')
  await transact(db, async (tx) => {
    await tx
      .insertInto('holiday')
      .values({ day, kind, name })
      .onConflict((conflict) => conflict.column('day').doUpdateSet({ kind, name }))
      .execute()
    await appendAudit(tx, actor, {
      verb: 'set',
      subject: { kind: 'holiday', id: null },
      detail: { day, kind },
    })
  })
}

/** Takes a day out of the calendar: it is again what its weekday says. @throws {Refusal} */
export async function removeHoliday(db: Db, actor: Actor, day: string): Promise<void> {
  if (!mayManageCalendar(actor)) throw refuse('forbidden', 'access_officer')
  await transact(db, async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('holiday')
      .where('day', '=', day)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw refuse('conflict', 'holiday_gone')
    await appendAudit(tx, actor, {
      verb: 'remove',
      subject: { kind: 'holiday', id: null },
      detail: { day },
    })
  })
}
