import { type Db, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { interestEvents } from '../../interest/events.ts'
import { endLiveInterests } from '../../interest/write/end.server.ts'
import { refuse } from '../../refusal.ts'
import { dayOf } from '../../time/working-days.ts'
import { listingEvents } from '../events.ts'
import { mayManageListing } from '../policy.ts'
import { lockListing, moveListing, noticeToOwner } from './move.server.ts'
import { lastDay } from './review.server.ts'

/** Takes a listing back, as long as nobody was chosen; who showed interest is told. @throws {Refusal} */
export async function withdrawListing(
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<void> {
  await transact(db, async (tx) => {
    const listing = await lockListing(tx, id)
    if (!mayManageListing(actor, listing)) throw refuse('missing', 'missing')
    await moveListing(tx, actor, listing, 'withdraw', { reason })
    await endLiveInterests(tx, listing, {
      verb: 'expire',
      event: interestEvents.interest_listing_gone,
    })
  })
}

/** Keeps a listing in the market for another 90 days, also one that has just left it. @throws {Refusal} */
export async function renewListing(db: Db, actor: Acting, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const listing = await lockListing(tx, id)
    if (!mayManageListing(actor, listing)) throw refuse('missing', 'missing')
    await moveListing(tx, actor, listing, 'renew', { changes: { expires_on: lastDay(tx) } })
  })
}

/** Ends published listings whose last day is past, and what was shown in them. @returns how many */
export async function expireListings(db: Db): Promise<number> {
  const today = dayOf(db.now())
  const due = await db
    .selectFrom('listing')
    .select('id')
    .where('state', '=', 'published')
    .where('expires_on', '<', today)
    .limit(500)
    .execute()
  for (const { id } of due) {
    await transact(db, async (tx) => {
      const listing = await lockListing(tx, id)
      if (listing.state !== 'published' || !listing.expiresOn || listing.expiresOn >= today) return
      await moveListing(tx, null, listing, 'expire', {
        notices: [noticeToOwner(listing, listingEvents.listing_expired)],
      })
      await endLiveInterests(tx, listing, {
        verb: 'expire',
        event: interestEvents.interest_listing_gone,
      })
    })
  }
  return due.length
}
