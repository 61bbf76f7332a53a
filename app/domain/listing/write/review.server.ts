import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { endLiveInterests } from '../../interest/write/end.server.ts'
import { refuse } from '../../refusal.ts'
import { dayOf } from '../../time/working-days.ts'
import { mayReviewListing, mayTakeDown } from '../may.ts'
import { listingDays } from '../vocabulary.ts'
import { type LockedListing, lockListing, moveListing, tellOwner } from './move.server.ts'

/** Puts a reviewed listing before the market for 90 days, also one that was taken down wrongly. @throws {Refusal} */
export const publishListing = (db: Db, actor: Acting, id: string): Promise<void> =>
  review(db, actor, id, (tx, listing) =>
    moveListing(tx, actor, listing, 'publish', {
      changes: {
        remarks: null,
        taken_down_by: null,
        appealed_at: null,
        published_at: tx.at,
        expires_on: lastDay(tx),
      },
      notices: [tellOwner(listing, 'listing_published')],
    }),
  )

/** Sends a listing back with remarks on what to mend. @throws {Refusal} */
export const returnListing = (
  db: Db,
  actor: Acting,
  { id, remarks }: { id: string; remarks: string },
): Promise<void> =>
  review(db, actor, id, async (tx, listing) => {
    if (listing.takenDownBy) throw refuse('conflict', 'listing_appeal_decide')
    await moveListing(tx, actor, listing, 'return', {
      reason: remarks,
      changes: { remarks },
      notices: [tellOwner(listing, 'listing_returned')],
    })
  })

/** Publishes what an appeal found wrongly returned, within the appeal's transaction. @throws {Refusal} `conflict` */
export async function grantListing(tx: Tx, actor: Acting, id: string): Promise<void> {
  const listing = await lockListing(tx, id)
  await moveListing(tx, actor, listing, 'grant', {
    changes: { remarks: null, published_at: tx.at, expires_on: lastDay(tx) },
    notices: [tellOwner(listing, 'listing_published')],
  })
}

/** On an appeal: the listing stays taken down, for this reason. @throws {Refusal} */
export const upholdTakedown = (
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason: string },
): Promise<void> =>
  review(db, actor, id, async (tx, listing) => {
    if (!listing.takenDownBy) throw refuse('conflict', 'listing_not_appealed')
    await moveListing(tx, actor, listing, 'uphold', {
      reason,
      changes: { remarks: reason },
      notices: [tellOwner(listing, 'listing_upheld')],
    })
  })

/** Takes a published listing off the market; who showed interest in it is told. @throws {Refusal} */
export const takeDownListing = (
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason: string },
): Promise<void> =>
  transact(db, async (tx) => {
    const listing = await lockListing(tx, id)
    if (!mayTakeDown(actor, listing)) throw refuse('forbidden', 'own_organization')
    await moveListing(tx, actor, listing, 'take_down', {
      reason,
      changes: { remarks: reason, taken_down_by: actor.personId },
      notices: [tellOwner(listing, 'listing_taken_down')],
    })
    await endLiveInterests(tx, listing, { verb: 'expire', notice: 'interest_listing_gone' })
  })

/** The last day of a listing that is put before the market now, `YYYY-MM-DD`. */
export const lastDay = (tx: Tx): string =>
  dayOf(new Date(tx.at.getTime() + listingDays * 86_400_000))

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
