import { type Db, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { emit } from '../../emit.server.ts'
import { topic } from '../../events.ts'
import { record } from '../../record.server.ts'
import { refuse } from '../../refusal.ts'
import type { RegistrationForm } from '../forms.ts'
import { mayRegister } from '../may.ts'
import type { RegistrationState } from '../session.ts'
import { changeRegistration } from '../steps.server.ts'
import { lockSession } from './lock.server.ts'

/** Registers a member of a verified organisation; nobody has to approve it. */
export async function registerForSession(
  db: Db,
  actor: Actor,
  sessionId: string,
  { part, note }: RegistrationForm,
): Promise<string> {
  return transact(db, async (tx) => {
    const session = await lockSession(tx, sessionId)
    const current = await tx
      .selectFrom('registration')
      .where('session_id', '=', sessionId)
      .where('person_id', '=', actor.personId)
      .where('state', '<>', 'cancelled')
      .select(['id', 'state'])
      .executeTakeFirst()
    const state = current ? { state: current.state as RegistrationState } : null
    if (state) throw refuse('conflict', 'registration_exists')
    if (!mayRegister(actor, session, state)) throw refuse('forbidden', 'registration_not_open')
    const { id } = await tx
      .insertInto('registration')
      .values({
        session_id: sessionId,
        organization_id: actor.organization.id,
        person_id: actor.personId,
        part,
        state: 'confirmed',
        note: note ?? null,
        created_at: tx.at,
        updated_at: tx.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(tx, actor, {
      verb: 'register',
      subject: { kind: 'registration', id },
      moved: { from: null, to: 'confirmed' },
    })
    await emit(tx, {
      topics: [topic.session(sessionId)],
      notices: [
        {
          to: { personId: actor.personId },
          kind: 'session_registered',
          subject: { kind: 'session', id: sessionId },
          params: { title: session.title },
        },
      ],
    })
    return id
  })
}

export async function cancelRegistration(db: Db, actor: Actor, sessionId: string): Promise<void> {
  await transact(db, async (tx) => {
    await lockSession(tx, sessionId)
    const current = await tx
      .selectFrom('registration')
      .where('session_id', '=', sessionId)
      .where('person_id', '=', actor.personId)
      .where('state', 'in', ['applied', 'waitlisted', 'confirmed'])
      .select(['id', 'state'])
      .executeTakeFirst()
    if (!current) throw refuse('missing', 'registration_missing')
    await changeRegistration(tx, actor, current, 'cancel')
    await emit(tx, { topics: [topic.session(sessionId), topic.person(actor.personId)] })
  })
}
