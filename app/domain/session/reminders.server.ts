import { type Db, type Tx, transact } from '#db'
import { enqueue } from '../enqueue.server.ts'
import type { Notice } from '../events.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { sessionEvents } from './events.ts'
import { admitted } from './session.ts'

const minuteMs = 60_000
const remindedStates = ['published', 'lobby']

/**
 * Puts the reminders of a session into the queue, each under a key of its own: who calls it again after a change of time
 * moves them. What is due already isn't sent late.
 */
export async function planReminders(tx: Tx, sessionId: string): Promise<void> {
  const session = await tx
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select(['state', 'starts_at', 'reminders'])
    .executeTakeFirst()
  if (!session) throw refuse('missing', 'session_missing')
  if (!remindedStates.includes(session.state)) return
  for (const minutes of session.reminders) {
    const runAt = new Date(session.starts_at.getTime() - minutes * minuteMs)
    if (runAt <= tx.now) continue
    await enqueue(
      tx,
      'remind_session',
      { sessionId, minutes, startsAt: session.starts_at.toISOString() },
      { runAt, key: `remind:${sessionId}:${minutes}` },
    )
  }
}

/**
 * Reminds everybody who holds a place, once. A session that was moved, postponed or cancelled meanwhile, or whose host
 * no longer wants this reminder, is left alone.
 */
export async function remindOfSession(
  db: Db,
  { sessionId, minutes, startsAt }: { sessionId: string; minutes: number; startsAt: string },
): Promise<void> {
  await transact(db, async (tx) => {
    const session = await tx
      .selectFrom('session')
      .where('id', '=', sessionId)
      .where('state', 'in', remindedStates)
      .select(['title', 'starts_at', 'reminders'])
      .forUpdate()
      .executeTakeFirst()
    if (session?.starts_at.toISOString() !== startsAt) return
    if (!session.reminders.includes(minutes) || session.starts_at <= tx.now) return
    const sent = await tx
      .insertInto('session_reminder')
      .values({
        session_id: sessionId,
        minutes,
        starts_at: session.starts_at,
        sent_at: tx.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('minutes')
      .executeTakeFirst()
    if (!sent) return
    const people = await tx
      .selectFrom('registration')
      .where('session_id', '=', sessionId)
      .where('state', 'in', admitted)
      .select('person_id')
      .distinct()
      .execute()
    await enqueueSideEffects(tx, {
      notices: people.map((person) => reminder(person.person_id, sessionId, session)),
    })
  })
}

const reminder = (
  personId: string,
  sessionId: string,
  { title, starts_at }: { title: string; starts_at: Date },
): Notice => ({
  to: { personId },
  event: sessionEvents.session_reminder,
  subject: { kind: 'session', id: sessionId },
  params: { title, at: starts_at.toISOString() },
})
