import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { type AuditActor, appendAudit } from '../../audit-log.server.ts'
import { checkInput } from '../../checked.ts'
import type { Notice } from '../../events.ts'
import { listingEvents } from '../../listing/events.ts'
import { type LockedListing, moveListing, noticeToOwner } from '../../listing/write/move.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { dayOf } from '../../time/working-days.ts'
import {
  type Confirmation,
  confirmationInputSchema,
  otherSide,
  type Side,
  type Stage,
  stageOf,
} from '../deal.ts'
import { dealEvents } from '../events.ts'
import { mayConfirm, sideOf } from '../policy.ts'
import {
  dealTopics,
  type LockedDeal,
  lockDeal,
  moveDeal,
  notifyBoth,
  notifySide,
  referDeal,
  startConfirmClock,
} from './move.server.ts'

/** Says that the two are working on it. @throws {Refusal} */
export async function followDeal(db: Db, actor: Acting, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const { deal } = await lockDeal(tx, id)
    const side = sideOf(actor, deal)
    if (!side) throw refuse('missing', 'missing')
    await moveDeal(tx, actor, deal, 'follow', {
      notices: [notifySide(deal, otherSide(side), dealEvents.deal_following)],
    })
  })
}

export interface SaidAmount extends Confirmation {
  id: string
  /** The stage that the form was for: what is signed is not what is delivered. */
  stage: Stage
}

/**
 * One side says what was signed, or delivered and paid. It counts once both say the same amount; the other side has ten
 * working days, and a difference goes to an officer at once. Until then each side may correct itself.
 * @throws {Refusal}
 */
export async function confirmAmount(
  db: Db,
  actor: Acting,
  { id, stage, ...given }: SaidAmount,
): Promise<{ agreed: boolean }> {
  const { amountFen, doneOn } = checkInput(confirmationInputSchema, given)
  return transact(db, async (tx) => {
    const { listing, deal } = await lockDeal(tx, id)
    const side = sideOf(actor, deal)
    if (!side) throw refuse('missing', 'missing')
    if (!mayConfirm(actor, deal)) throw refuse('forbidden', 'access_owner')
    if (stageOf(deal.state) !== stage) throw refuse('conflict', 'deal_stage')
    if (doneOn > dayOf(tx.now))
      throw refuse('invalid', 'check_fields', { fields: { doneOn: ['day_not_future'] } })
    if (deal.state === 'intent') await moveDeal(tx, actor, deal, 'follow')
    const earlier = await amountSaid(tx, deal.id, stage, side)
    await say(tx, actor, deal, { stage, side, amountFen, doneOn })
    const other = await amountSaid(tx, deal.id, stage, otherSide(side))
    if (other === amountFen) {
      await agree(tx, null, { deal, listing }, amountFen)
      return { agreed: true }
    }
    if (other !== null) await referDeal(tx, deal, 'differs')
    await askOther(tx, deal, { side, earlier, amountFen })
    return { agreed: false }
  })
}

/** Asks the other side for its word, whose days run from the first time; the officers ask for theirs themselves. */
async function askOther(
  tx: Tx,
  deal: LockedDeal,
  { side, earlier, amountFen }: { side: Side; earlier: number | null; amountFen: number },
): Promise<void> {
  const other = otherSide(side)
  const notices: Notice[] = []
  if (!deal.referredAt && earlier === null) {
    await startConfirmClock(tx, deal, other)
    notices.push(notifySide(deal, other, dealEvents.deal_said))
  } else if (!deal.referredAt && earlier !== amountFen) {
    notices.push(notifySide(deal, other, dealEvents.deal_said_other))
  }
  await enqueueSideEffects(tx, { topics: dealTopics(deal), notices })
}

async function say(
  tx: Tx,
  actor: Acting,
  deal: LockedDeal,
  { stage, side, amountFen, doneOn }: Confirmation & { stage: Stage; side: Side },
): Promise<void> {
  const said = {
    amount_fen: amountFen,
    done_on: doneOn,
    confirmed_by: actor.personId,
    confirmed_at: tx.now,
  }
  await tx
    .insertInto('deal_confirmation')
    .values({ deal_id: deal.id, stage, side, ...said })
    .onConflict((conflict) => conflict.columns(['deal_id', 'stage', 'side']).doUpdateSet(said))
    .execute()
  await appendAudit(tx, actor, {
    verb: `confirm_${stage}`,
    subject: { kind: 'deal', id: deal.id },
    detail: { side, amount_fen: amountFen, done_on: doneOn },
  })
}

async function amountSaid(
  tx: Tx,
  dealId: string,
  stage: Stage,
  side: Side,
): Promise<number | null> {
  const row = await tx
    .selectFrom('deal_confirmation')
    .select('amount_fen')
    .where('deal_id', '=', dealId)
    .where('stage', '=', stage)
    .where('side', '=', side)
    .executeTakeFirst()
  return row?.amount_fen ?? null
}

/** Counts the amount of the stage that waits; with the last one, the listing that was met is closed. */
export async function agree(
  tx: Tx,
  by: AuditActor,
  { deal, listing }: { deal: LockedDeal; listing: LockedListing | null },
  amountFen: number,
  reason?: string,
): Promise<void> {
  const stage = stageOf(deal.state)!
  await moveDeal(tx, by, deal, stage === 'signed' ? 'sign' : 'fulfil', {
    changes: stage === 'signed' ? { signed_fen: amountFen } : { fulfilled_fen: amountFen },
    notices: notifyBoth(
      deal,
      stage === 'signed' ? dealEvents.deal_signed : dealEvents.deal_fulfilled,
    ),
    ...(reason === undefined ? {} : { reason }),
  })
  if (stage === 'fulfilled' && listing?.state === 'matched' && !(await hasOpenDeal(tx, listing.id)))
    await moveListing(tx, null, listing, 'close', {
      notices: [noticeToOwner(listing, listingEvents.listing_closed)],
    })
}

/** A supply may have gone to several: it is over with the last of them. */
async function hasOpenDeal(tx: Tx, listingId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('deal')
    .innerJoin('interest', 'interest.id', 'deal.interest_id')
    .select('deal.id')
    .where('interest.listing_id', '=', listingId)
    .where('deal.state', 'in', ['intent', 'following', 'signed'])
    .executeTakeFirst()
  return row !== undefined
}
