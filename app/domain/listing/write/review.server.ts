import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { interestEvents } from '../../interest/events.ts'
import { endLiveInterests } from '../../interest/write/end.server.ts'
import { refuse } from '../../refusal.ts'
import { dayIn } from '../../time/working-days.ts'
import { listingEvents } from '../events.ts'
import { mayReviewListing } from '../policy.ts'
import { listingDays } from '../vocabulary.ts'
import { type LockedListing, lockListing, moveListing, noticeToOwner } from './move.server.ts'

/**
 * Puts a listing before the market for 90 days. The version is of the listing as the officer read it: nobody publishes
 * words that they haven't seen.
 * @throws {Refusal}
 */
export const publishListing = (
  db: Db,
  actor: Acting,
  { id, version }: { id: string; version: number },
): Promise<void> =>
  review(db, actor, id, (tx, listing) => {
    if (listing.version !== version) throw refuse('conflict', 'reviewed_meanwhile')
    return bring(tx, actor, listing, 'publish')
  })

/** Publishes what an appeal found wrongly returned or taken down, within the appeal's transaction. @throws {Refusal} `conflict` */
export const upholdListing = async (tx: Tx, actor: Acting, id: string): Promise<void> =>
  bring(tx, actor, await lockListing(tx, id), 'uphold')

const bring = (tx: Tx, actor: Acting, listing: LockedListing, verb: 'publish' | 'uphold') =>
  moveListing(tx, actor, listing, verb, {
    changes: { remarks: null, published_at: tx.now, expires_on: lastDay(tx) },
    notices: [noticeToOwner(listing, listingEvents.listing_published)],
  })

/** Sends a listing back with remarks on what to mend. @throws {Refusal} */
export const returnListing = (
  db: Db,
  actor: Acting,
  { id, remarks }: { id: string; remarks: string },
): Promise<void> =>
  review(db, actor, id, (tx, listing) =>
    moveListing(tx, actor, listing, 'return', {
      reason: remarks,
      changes: { remarks },
      notices: [noticeToOwner(listing, listingEvents.listing_returned)],
    }),
  )

/** Takes a published listing off the market; who showed interest in it is told. @throws {Refusal} */
export const takeDownListing = (
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason: string },
): Promise<void> =>
  review(db, actor, id, async (tx, listing) => {
    await moveListing(tx, actor, listing, 'take_down', {
      reason,
      changes: { remarks: reason },
      notices: [noticeToOwner(listing, listingEvents.listing_taken_down)],
    })
    await endLiveInterests(tx, listing, {
      verb: 'expire',
      event: interestEvents.interest_listing_gone,
    })
  })

/** The last day of a listing that is put before the market now, `YYYY-MM-DD`. */
export const lastDay = (tx: Tx): string => dayIn(tx.now, listingDays)

async function review(
  db: Db,
  actor: Acting,
  id: string,
  work: (tx: Tx, listing: LockedListing) => Promise<void>,
): Promise<void> {
  await transact(db, async (tx) => {
    const listing = await lockListing(tx, id)
    if (!mayReviewListing(actor, listing)) throw refuse('forbidden', 'own_organization')
    await work(tx, listing)
  })
}
