import type { Db, Tx } from '#db'
import type { Acting } from '../../actor.ts'
import { openDeal } from '../../deal/write/open.server.ts'
import { listingEvents } from '../../listing/events.ts'
import { type LockedListing, moveListing, noticeToOwner } from '../../listing/write/move.server.ts'
import { refuse } from '../../refusal.ts'
import { dayOf } from '../../time/working-days.ts'
import { interestEvents } from '../events.ts'
import { mayAgree } from '../policy.ts'
import { endLiveInterests } from './end.server.ts'
import type { LockedInterest } from './lock.server.ts'
import { moveInterest, notifySide } from './move.server.ts'
import { onInterest } from './negotiate.server.ts'

export interface Agreement {
  id: string
  /** Of the terms that the agreeing side has read. */
  version: number
}

/**
 * The owner chooses the guest on the guest's terms: a deal begins. A demand is met thereby, and who else showed
 * interest is told; a supply stays in the market for the others unless its owner says that there is no more of it.
 * @throws {Refusal}
 */
export const awardInterest = (
  db: Db,
  actor: Acting,
  { id, version, last = false }: Agreement & { last?: boolean },
): Promise<void> =>
  onInterest(db, actor, id, 'owner', async (tx, interest, listing) => {
    checkTerms(tx, actor, interest, version)
    await moveInterest(tx, actor, interest, 'award', {
      notices: [notifySide(interest, 'guest', interestEvents.interest_awarded)],
    })
    await conclude(tx, listing, interest, last)
  })

/** The guest agrees to the owner's terms, with the same effect; a supply stays in the market. @throws {Refusal} */
export const acceptCounter = (db: Db, actor: Acting, { id, version }: Agreement): Promise<void> =>
  onInterest(db, actor, id, 'guest', async (tx, interest, listing) => {
    checkTerms(tx, actor, interest, version)
    await moveInterest(tx, actor, interest, 'accept', {
      notices: [notifySide(interest, 'owner', interestEvents.interest_accepted)],
    })
    await conclude(tx, listing, interest, false)
  })

function checkTerms(tx: Tx, actor: Acting, interest: LockedInterest, version: number): void {
  if (!mayAgree(actor, interest)) throw refuse('forbidden', 'access_owner')
  if (interest.version !== version) throw refuse('conflict', 'terms_changed')
  if ((interest.validUntil ?? '9') < dayOf(tx.now)) throw refuse('conflict', 'terms_expired')
}

async function conclude(
  tx: Tx,
  listing: LockedListing,
  interest: LockedInterest,
  last: boolean,
): Promise<void> {
  if (listing.state !== 'published') throw refuse('conflict', 'listing_over')
  const buys = listing.direction === 'demand'
  await openDeal(tx, {
    origin: 'interest',
    interestId: interest.id,
    buyerId: buys ? interest.ownerId : interest.guestId,
    sellerId: buys ? interest.guestId : interest.ownerId,
    title: listing.title,
    intentFen: interest.priceFen!,
  })
  if (!buys && !last) return
  await moveListing(tx, null, listing, 'match', {
    notices: [noticeToOwner(listing, listingEvents.listing_matched)],
  })
  await endLiveInterests(tx, listing, {
    verb: 'decline',
    event: interestEvents.interest_lost,
    except: interest.id,
  })
}
