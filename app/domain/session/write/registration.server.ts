import { type Db, type Tx, transact } from '#db'
import type { Acting, Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { EventDefinition } from '../../event.ts'
import { topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { sealField } from '../../sealed-field.server.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { findFaults, MAX_KEPT_ANSWERS } from '../answers.ts'
import {
  giveOrKeepWaiting,
  promoteWaiting,
  readPlaces,
  tellRegistrant,
} from '../capacity.server.ts'
import { sessionEvents } from '../events.ts'
import type { RegistrationForm } from '../forms.ts'
import { mayRegister } from '../policy.ts'
import { listQuestions } from '../read/hosting.server.ts'
import { overStates, type RegistrationState } from '../session.ts'
import { changeRegistration } from '../transitions.server.ts'
import { type LockedSession, lockSession } from './lock.server.ts'

/**
 * Registers a member of a verified organisation. Where the host decides it stays an application; else it has a place
 * at once, or waits for one.
 * @throws {Refusal} `invalid` with what is wrong with the answers, by field
 */
export async function registerForSession(
  db: Db,
  actor: Actor,
  sessionId: string,
  form: RegistrationForm,
): Promise<string> {
  return transact(db, async (tx) => {
    const session = await lockSession(tx, sessionId)
    const current = await findCurrent(tx, sessionId, actor.personId)
    if (current) throw refuse('conflict', 'registration_exists')
    if (!mayRegister(actor, session, null)) throw refuse('forbidden', 'registration_not_open')
    const id = await apply(tx, actor, session, form)
    const { parts } = await readPlaces(tx, sessionId)
    if (parts[form.part].approval) {
      await tellRegistrant(tx, session, actor.personId, sessionEvents.session_applied)
      await tellHost(tx, session, sessionEvents.session_application)
    } else {
      const applied = { id, state: 'applied', part: form.part, personId: actor.personId }
      await giveOrKeepWaiting(tx, null, session, applied)
    }
    return id
  })
}

/** Writes the application and its answers. */
async function apply(
  tx: Tx,
  actor: Acting,
  session: LockedSession,
  { part, note, answer = {} }: RegistrationForm,
): Promise<string> {
  const questions = await listQuestions(tx, session.id)
  const fields = findFaults(questions, answer)
  if (Object.keys(fields).length > 0) throw refuse('invalid', 'check_fields', { fields })
  const { id } = await tx
    .insertInto('registration')
    .values({
      session_id: session.id,
      organization_id: actor.organization.id,
      person_id: actor.personId,
      part,
      state: 'applied',
      note: note ?? null,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const kept = MAX_KEPT_ANSWERS(questions, answer)
  if (kept.length > 0) {
    await tx
      .insertInto('registration_answer')
      .values(
        kept.map((item) => ({
          registration_id: id,
          question_id: item.questionId,
          answer: sealField(
            tx,
            item.answer,
            sealedIn('registration_answer.answer', id, item.questionId),
          ),
        })),
      )
      .execute()
  }
  await appendAudit(tx, actor, {
    verb: 'register',
    subject: { kind: 'registration', id },
    transition: { from: null, to: 'applied' },
  })
  return id
}

async function findCurrent(tx: Tx, sessionId: string, personId: string) {
  return tx
    .selectFrom('registration')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .where('state', '<>', 'cancelled')
    .select(['id', 'state'])
    .executeTakeFirst()
}

const cancellable: readonly RegistrationState[] = ['applied', 'waitlisted', 'confirmed']
const isCancellable = ({ state }: { state: string }): boolean =>
  cancellable.includes(state as RegistrationState)

async function tellHost(tx: Tx, session: LockedSession, event: EventDefinition): Promise<void> {
  await enqueueSideEffects(tx, {
    topics: [topic.session(session.id)],
    notices: [
      {
        to: { personId: session.hostId },
        event,
        subject: { kind: 'session', id: session.id },
        params: { title: session.title },
      },
    ],
  })
}

/** Takes one's own registration back; the place goes to who has waited longest. */
export async function cancelRegistration(db: Db, actor: Actor, sessionId: string): Promise<void> {
  await transact(db, async (tx) => {
    const session = await lockSession(tx, sessionId)
    const current = await findCurrent(tx, sessionId, actor.personId)
    if (!current || !isCancellable(current)) throw refuse('missing', 'registration_missing')
    await giveBack(tx, actor, session, current)
    await enqueueSideEffects(tx, {
      topics: [topic.session(sessionId), topic.person(actor.personId)],
    })
  })
}

/** Takes a registration back; the place goes to who has waited longest, unless the session is over. */
async function giveBack(
  tx: Tx,
  actor: Actor,
  session: LockedSession,
  registration: { id: string; state: string },
): Promise<void> {
  await changeRegistration(tx, actor, registration, 'cancel')
  await tellHost(tx, session, sessionEvents.session_cancelled_by_guest)
  if (!overStates.includes(session.state)) await promoteWaiting(tx, session)
}

/** Locks the sessions that a person asks or waits to come to, in the order of their ids. */
export async function lockSessionsOf(tx: Tx, personId: string): Promise<LockedSession[]> {
  const rows = await tx
    .selectFrom('registration')
    .select('session_id')
    .distinct()
    .where('person_id', '=', personId)
    .where('state', 'in', cancellable)
    .orderBy('session_id')
    .execute()
  const sessions: LockedSession[] = []
  for (const { session_id } of rows) sessions.push(await lockSession(tx, session_id))
  return sessions
}

/** Takes the actor's registrations in locked sessions back, as if they did it one by one. */
export async function leaveSessions(
  tx: Tx,
  actor: Actor,
  sessions: readonly LockedSession[],
): Promise<void> {
  for (const session of sessions) {
    const current = await findCurrent(tx, session.id, actor.personId)
    if (current && isCancellable(current)) await giveBack(tx, actor, session, current)
  }
}
