import { type Db, type Tx, transact } from '#db'
import type { EventDefinition } from '../../event.ts'
import type { LockedListing } from '../../listing/write/move.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { interestEvents } from '../events.ts'
import { activeTermsSide, isLive } from '../interest.ts'
import { lockAnswer, lockInterests } from './lock.server.ts'
import { moveInterest, notifySide } from './move.server.ts'

/** Ends what is still under way with a locked listing, except the chosen one; each guest is told. */
export async function endLiveInterests(
  tx: Tx,
  listing: LockedListing,
  { verb, event, except }: { verb: 'decline' | 'expire'; event: EventDefinition; except?: string },
): Promise<void> {
  for (const one of await lockInterests(tx, listing)) {
    if (one.id === except || !isLive(one.state)) continue
    await moveInterest(tx, null, one, verb, { notices: [notifySide(one, 'guest', event)] })
  }
}

/**
 * Takes terms whose last day is past off the table, and ends what was left unanswered past its deadline.
 * @returns how many
 */
export async function expireInterests(db: Db): Promise<number> {
  const now = db.now()
  const today = dayOf(now)
  const due = await db
    .selectFrom('interest')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', 'in', ['quoting', 'countered']), eb('valid_until', '<', today)]),
        eb.and([eb('state', 'in', ['shown', 'shortlisted']), eb('due_at', '<', now)]),
      ]),
    )
    .limit(500)
    .execute()
  for (const { id } of due) await transact(db, (tx) => expireOne(tx, id, now))
  return due.length
}

async function expireOne(tx: Tx, id: string, now: Date): Promise<void> {
  const { interest } = await lockAnswer(tx, id)
  const told = (event: EventDefinition) =>
    (['owner', 'guest'] as const).map((side) => notifySide(interest, side, event))
  if (activeTermsSide(interest.state)) {
    if (interest.validUntil! >= dayOf(now)) return
    await moveInterest(tx, null, interest, 'lapse', {
      notices: told(interestEvents.interest_terms_lapsed),
    })
  } else if (isLive(interest.state) && interest.dueAt && interest.dueAt < now) {
    await moveInterest(tx, null, interest, 'expire', {
      notices: told(interestEvents.interest_expired),
    })
  }
}
