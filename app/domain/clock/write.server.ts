import type { Tx } from '#db'
import { getCalendar } from '../holiday/read.server.ts'
import { addWorkingDays } from '../time/working-days.ts'

interface Subject {
  kind: string
  id: string
}

/**
 * Starts the clock of a stage (W4 限时响应), ending the one that ran on the same subject.
 * @param days working days
 * @param responsibleId the organisation whose time runs; null where it is the bureau's, whichever officer acts
 * @returns when the stage is due
 */
export async function startClock(
  tx: Tx,
  subject: Subject,
  { stage, responsibleId, days }: { stage: string; responsibleId: string | null; days: number },
): Promise<Date> {
  await stopClock(tx, subject)
  const dueAt = addWorkingDays(tx.now, days, await getCalendar(tx))
  await tx
    .insertInto('clock')
    .values({
      subject_kind: subject.kind,
      subject_id: subject.id,
      stage,
      responsible_id: responsibleId,
      state: 'running',
      started_at: tx.now,
      due_at: dueAt,
    })
    .execute()
  return dueAt
}

/** Ends the clock that runs on a subject: met when in time, else missed. Nothing when none runs. */
export async function stopClock(tx: Tx, subject: Subject): Promise<void> {
  await tx
    .updateTable('clock')
    .set((eb) => ({
      ended_at: tx.now,
      state: eb.case().when('due_at', '>=', tx.now).then('met').else('missed').end(),
    }))
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('state', 'in', ['running', 'paused'])
    .execute()
}
