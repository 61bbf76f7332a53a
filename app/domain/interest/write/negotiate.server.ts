import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { checkInput } from '../../checked.ts'
import type { LockedListing } from '../../listing/write/move.server.ts'
import { refuse } from '../../refusal.ts'
import { dayOf } from '../../time/working-days.ts'
import { interestEvents } from '../events.ts'
import { type Side, type Terms, termsInputSchema } from '../interest.ts'
import { sideOf } from '../policy.ts'
import { type LockedInterest, lockAnswer } from './lock.server.ts'
import { moveInterest, notifySide, saveTerms } from './move.server.ts'

type Work = (tx: Tx, interest: LockedInterest, listing: LockedListing) => Promise<void>

/** Works on an interest as one of its sides. */
export async function onInterest(
  db: Db,
  actor: Acting,
  id: string,
  side: Side,
  work: Work,
): Promise<void> {
  await transact(db, async (tx) => {
    const { listing, interest } = await lockAnswer(tx, id)
    if (sideOf(actor, interest) !== side) throw refuse('missing', 'missing')
    await work(tx, interest, listing)
  })
}

/** Lets the guest in to quote; an unnamed owner becomes known to them. @throws {Refusal} */
export const shortlistInterest = (db: Db, actor: Acting, id: string): Promise<void> =>
  onInterest(db, actor, id, 'owner', (tx, interest) =>
    moveInterest(tx, actor, interest, 'shortlist', {
      notices: [notifySide(interest, 'guest', interestEvents.interest_shortlisted)],
    }),
  )

export interface Quotation {
  id: string
  /** Of the interest as the form showed it: nobody answers terms that changed meanwhile. */
  version: number
  terms: Terms
}

/** Lays the guest's terms on the table, in place of earlier ones or in answer to a counter. @throws {Refusal} */
export const quote = (db: Db, actor: Acting, { id, version, terms }: Quotation): Promise<void> =>
  onInterest(db, actor, id, 'guest', (tx, interest, listing) => {
    if (listing.source) throw refuse('conflict', 'listing_reposted')
    return layOnTable(tx, actor, interest, { verb: 'quote', side: 'guest', version, terms })
  })

/** Lays the owner's terms on the table, which the guest may accept as they are. @throws {Refusal} */
export const counter = (db: Db, actor: Acting, { id, version, terms }: Quotation): Promise<void> =>
  onInterest(db, actor, id, 'owner', (tx, interest) =>
    layOnTable(tx, actor, interest, { verb: 'counter', side: 'owner', version, terms }),
  )

async function layOnTable(
  tx: Tx,
  actor: Acting,
  interest: LockedInterest,
  {
    verb,
    side,
    version,
    terms: given,
  }: Omit<Quotation, 'id'> & { verb: 'quote' | 'counter'; side: Side },
): Promise<void> {
  const terms = checkInput(termsInputSchema, given)
  if (interest.version !== version) throw refuse('conflict', 'terms_changed')
  if (terms.validUntil < dayOf(tx.now))
    throw refuse('invalid', 'check_fields', { fields: { validUntil: ['day_in_future'] } })
  await moveInterest(tx, actor, interest, verb, {
    terms,
    notices: [
      side === 'guest'
        ? notifySide(interest, 'owner', interestEvents.interest_quoted)
        : notifySide(interest, 'guest', interestEvents.interest_countered),
    ],
  })
  await saveTerms(tx, interest, { side, personId: actor.personId, terms })
}

/** The owner turns the guest down. @throws {Refusal} */
export const declineInterest = (
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<void> =>
  onInterest(db, actor, id, 'owner', (tx, interest) =>
    moveInterest(tx, actor, interest, 'decline', {
      reason: reason ?? null,
      notices: [notifySide(interest, 'guest', interestEvents.interest_declined)],
    }),
  )

/** The guest steps back. @throws {Refusal} */
export const withdrawInterest = (
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<void> =>
  onInterest(db, actor, id, 'guest', (tx, interest) =>
    moveInterest(tx, actor, interest, 'withdraw', {
      reason: reason ?? null,
      notices: [notifySide(interest, 'owner', interestEvents.interest_withdrawn)],
    }),
  )
