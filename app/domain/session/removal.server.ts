import type { Tx } from '#db'
import type { Actor } from '../actor.ts'
import { promoteWaiting, tellRegistrant } from './capacity.server.ts'
import { sessionEvents } from './events.ts'
import { changeRegistration } from './transitions.server.ts'

/** What a removal, and what undoes it, need to know. The session must be locked. */
interface Place {
  session: { id: string; title: string }
  registration: { id: string; state: string }
  personId: string
}

/** Takes somebody's place away, tells them why, and gives it to who has waited longest. */
export async function takePlaceAway(
  tx: Tx,
  actor: Actor | null,
  { session, registration, personId }: Place,
  reason: string,
): Promise<void> {
  await changeRegistration(tx, actor, registration, 'remove', reason)
  await tellRegistrant(tx, session, personId, sessionEvents.session_removed, reason)
  await promoteWaiting(tx, session)
}

/**
 * Gives a place to somebody whom a host declined or removed, over the number of places too, since the host decides that.
 * Who had checked in before is checked in again.
 */
export async function givePlaceBack(
  tx: Tx,
  actor: Actor | null,
  { session, registration, personId }: Place,
): Promise<'confirmed' | 'checked_in'> {
  const declined = await tx
    .selectFrom('transition')
    .where('noun', '=', 'registration')
    .where('subject_id', '=', registration.id)
    .where('to_state', '=', 'declined')
    .orderBy('id', 'desc')
    .select('from_state')
    .executeTakeFirst()
  const state = await changeRegistration(tx, actor, registration, 'readmit')
  const wasHere = declined?.from_state === 'checked_in'
  if (wasHere) await changeRegistration(tx, actor, { ...registration, state }, 'check_in')
  await tellRegistrant(tx, session, personId, sessionEvents.session_readmitted)
  return wasHere ? 'checked_in' : 'confirmed'
}
