import type { Tx } from '#db'
import type { Actor } from '../actor.ts'
import { emit } from '../emit.server.ts'
import { type Notice, topic } from '../events.ts'
import { getStep } from '../machine.ts'
import { record } from '../record.server.ts'
import { refuse } from '../refusal.ts'
import {
  type RegistrationState,
  registrationMachine,
  type SessionState,
  type SessionVerb,
  sessionMachine,
} from './session.ts'

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
    .select(['state', 'title'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'session_missing')
  const from = row.state as SessionState
  const { to, notifies } = getStep(sessionMachine, from, verb)
  await tx
    .updateTable('session')
    .set((eb) => ({ state: to, updated_at: tx.at, version: eb('version', '+', 1) }))
    .where('id', '=', sessionId)
    .execute()
  await record(tx, actor, {
    verb: `${verb}_session`,
    subject: { kind: 'session', id: sessionId },
    moved: { from, to, reason },
  })
  const registered = (notifies as readonly string[]).includes('registered')
  await emit(tx, {
    search: [{ kind: 'session', id: sessionId }],
    topics: [topic.session(sessionId), topic.session('calendar')],
    notices: registered ? await noticesTo(tx, sessionId, `session_${to}`, row.title) : [],
  })
  return to
}

/** Tells everybody who is registered, or waits to be. */
export async function tellRegistered(tx: Tx, sessionId: string, kind: string): Promise<void> {
  const { title } = await tx
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select('title')
    .executeTakeFirstOrThrow()
  await emit(tx, { notices: await noticesTo(tx, sessionId, kind, title) })
}

async function noticesTo(
  tx: Tx,
  sessionId: string,
  kind: string,
  title: string,
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
    kind,
    subject: { kind: 'session', id: sessionId },
    params: { title },
  }))
}

type RegistrationVerb = (typeof registrationMachine.transitions)[number]['verb']

/** Takes a step of a registration's table. */
export async function changeRegistration(
  tx: Tx,
  actor: Actor | null,
  { id, state }: { id: string; state: string },
  verb: RegistrationVerb,
): Promise<RegistrationState> {
  const from = state as RegistrationState
  const { to } = getStep(registrationMachine, from, verb)
  await tx
    .updateTable('registration')
    .set({ state: to, updated_at: tx.at })
    .where('id', '=', id)
    .execute()
  await record(tx, actor, {
    verb: `${verb}_registration`,
    subject: { kind: 'registration', id },
    moved: { from, to },
  })
  return to
}
