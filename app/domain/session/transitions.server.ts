import type { Tx } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import type { EventDefinition } from '../event.ts'
import { type Notice, topic } from '../events.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { getTransition } from '../state-machine.ts'
import { sessionEvents } from './events.ts'
import {
  type RegistrationState,
  registrationMachine,
  type SessionState,
  type SessionVerb,
  sessionMachine,
} from './session.ts'

const announcements: Partial<Record<SessionState, EventDefinition>> = {
  published: sessionEvents.session_published,
  lobby: sessionEvents.session_lobby,
  live: sessionEvents.session_live,
  postponed: sessionEvents.session_postponed,
  cancelled: sessionEvents.session_cancelled,
  ended: sessionEvents.session_ended,
}

/** Takes a step of the session's table, tells whom it concerns, and returns the new state. */
export async function moveSession(
  tx: Tx,
  actor: Actor | null,
  sessionId: string,
  verb: SessionVerb,
  reason?: string,
): Promise<SessionState> {
  const row = await tx
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select(['state', 'title', 'starts_at'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'session_missing')
  const from = row.state as SessionState
  const { to, notifies } = getTransition(sessionMachine, from, verb)
  const event = announcements[to]
  await tx
    .updateTable('session')
    .set((eb) => ({ state: to, updated_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', sessionId)
    .execute()
  await appendAudit(tx, actor, {
    verb: `${verb}_session`,
    subject: { kind: 'session', id: sessionId },
    transition: { from, to, reason },
  })
  const registered = (notifies as readonly string[]).includes('registered')
  await enqueueSideEffects(tx, {
    search: [{ kind: 'session', id: sessionId }],
    topics: [topic.session(sessionId), topic.session('calendar')],
    notices:
      registered && event
        ? await noticesTo(tx, sessionId, event, {
            title: row.title,
            ...(to === 'published' ? dateParams(row.starts_at) : reasonParams(reason)),
          })
        : [],
  })
  return to
}

/** A reason in a notice's sentence; without one, the sentence without it is taken. */
export const reasonParams = (reason: string | undefined): Record<string, string> =>
  reason ? { reason, context: 'reason' } : {}

/** A date in a notice's sentence; notices of a time before dates were told have none. */
const dateParams = (at: Date): Record<string, string> => ({ at: at.toISOString(), context: 'at' })

/** Tells everybody who is registered, or waits to be, when the session begins now. */
export async function tellRescheduled(tx: Tx, sessionId: string): Promise<void> {
  const { title, starts_at } = await tx
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select(['title', 'starts_at'])
    .executeTakeFirstOrThrow()
  const params = { title, ...dateParams(starts_at) }
  await enqueueSideEffects(tx, {
    notices: await noticesTo(tx, sessionId, sessionEvents.session_rescheduled, params),
  })
}

async function noticesTo(
  tx: Tx,
  sessionId: string,
  event: EventDefinition,
  params: Record<string, string>,
): Promise<Notice[]> {
  const people = await tx
    .selectFrom('registration')
    .where('session_id', '=', sessionId)
    .where('state', 'in', ['applied', 'confirmed', 'waitlisted', 'checked_in', 'attended'])
    .select('person_id')
    .distinct()
    .execute()
  return people.map(({ person_id }) => ({
    to: { personId: person_id },
    event,
    subject: { kind: 'session', id: sessionId },
    params,
  }))
}

type RegistrationVerb = (typeof registrationMachine.transitions)[number]['verb']

/** Takes a step of a registration's table. */
export async function changeRegistration(
  tx: Tx,
  actor: Actor | null,
  { id, state }: { id: string; state: string },
  verb: RegistrationVerb,
  reason?: string,
): Promise<RegistrationState> {
  const from = state as RegistrationState
  const { to } = getTransition(registrationMachine, from, verb)
  await tx
    .updateTable('registration')
    .set({ state: to, updated_at: tx.now })
    .where('id', '=', id)
    .execute()
  await appendAudit(tx, actor, {
    verb: `${verb}_registration`,
    subject: { kind: 'registration', id },
    transition: { from, to, reason },
  })
  return to
}
