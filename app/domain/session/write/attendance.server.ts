import { type Db, type Tx, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { refuse } from '../../refusal.ts'
import { giveOrKeepWaiting, tellRegistrant } from '../capacity.server.ts'
import { appendFacts } from '../event-store.server.ts'
import { sessionEvents } from '../events.ts'
import { givePlaceBack, takePlaceAway } from '../removal.server.ts'
import type { Draft } from '../room/event.ts'
import { doorStates, runningStates } from '../session.ts'
import { changeRegistration } from '../transitions.server.ts'
import { type LockedSession, lockOwnSession, requireOpen } from './lock.server.ts'

interface Registration {
  id: string
  state: string
  part: string
  personId: string
}

/**
 * Accepts an application, which waits where no place is free; or takes somebody from the waiting list, over the number
 * of places too, since the host decides that for themselves.
 */
export async function confirmRegistration(
  db: Db,
  actor: Actor,
  sessionId: string,
  registrationId: string,
): Promise<'confirmed' | 'waitlisted'> {
  return decide(db, actor, sessionId, registrationId, async (tx, session, item) => {
    if (item.state === 'applied') return giveOrKeepWaiting(tx, actor, session, item)
    await changeRegistration(tx, actor, item, 'confirm')
    await tellRegistrant(tx, session, item.personId, sessionEvents.session_promoted)
    return 'confirmed'
  })
}

/**
 * Declines an application, or takes back a place, which who waits longest gets; the registrant is told the reason.
 * @throws {Refusal} `invalid` where a place is taken back without a reason
 */
export async function declineRegistration(
  db: Db,
  actor: Actor,
  sessionId: string,
  registrationId: string,
  reason?: string,
): Promise<void> {
  await decide(db, actor, sessionId, registrationId, async (tx, session, registration) => {
    const { personId, state } = registration
    if (state !== 'confirmed' && state !== 'checked_in') {
      await changeRegistration(tx, actor, registration, 'decline', reason)
      await tellRegistrant(tx, session, personId, sessionEvents.session_declined, reason)
      return
    }
    if (!reason) throw refuse('invalid', 'check_fields', { fields: { reason: ['required'] } })
    await takePlaceAway(tx, actor, { session, registration, personId }, reason)
    await tellRoom(tx, actor, session, { type: 'removed', body: { personId }, text: reason })
  })
}

/** Gives a place to somebody who was declined or sent out. */
export async function readmitRegistration(
  db: Db,
  actor: Actor,
  sessionId: string,
  registrationId: string,
): Promise<void> {
  await decide(db, actor, sessionId, registrationId, async (tx, session, registration) => {
    requireOpen(session)
    const { personId } = registration
    await givePlaceBack(tx, actor, { session, registration, personId })
    await tellRoom(tx, actor, session, { type: 'readmitted', body: { personId } })
  })
}

/** A room that is in use is told what was decided at the desk. */
async function tellRoom(
  tx: Tx,
  { personId, organization }: Actor,
  session: LockedSession,
  fact: Draft,
): Promise<void> {
  if (!runningStates.includes(session.state)) return
  const by = { personId, organizationId: organization?.id ?? null }
  await appendFacts(tx, session.id, [{ ...fact, by }])
}

/** Checks somebody in at the door, from the list. Once is enough: the second time changes nothing. */
export async function checkIn(
  db: Db,
  actor: Actor,
  sessionId: string,
  registrationId: string,
): Promise<void> {
  await decide(db, actor, sessionId, registrationId, async (tx, session, item) => {
    if (!doorStates.includes(session.state)) throw refuse('conflict', 'session_over')
    if (item.state === 'checked_in') return
    await changeRegistration(tx, actor, item, 'check_in')
    await tellRegistrant(tx, session, item.personId, sessionEvents.session_checked_in)
  })
}

async function decide<T>(
  db: Db,
  actor: Actor,
  sessionId: string,
  registrationId: string,
  work: (tx: Tx, session: LockedSession, registration: Registration) => Promise<T>,
): Promise<T> {
  return transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    const row = await tx
      .selectFrom('registration')
      .where('id', '=', registrationId)
      .where('session_id', '=', sessionId)
      .select(['id', 'state', 'part', 'person_id'])
      .executeTakeFirst()
    if (!row) throw refuse('missing', 'registration_missing_here')
    const { id, state, part, person_id: personId } = row
    return work(tx, session, { id, state, part, personId })
  })
}
