import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { checkInput } from '../../checked.ts'
import { listingEvents } from '../../listing/events.ts'
import { type LockedListing, moveListing, noticeToOwner } from '../../listing/write/move.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { otherSide, settlementInputSchema, stageOf } from '../deal.ts'
import { dealEvents } from '../events.ts'
import { mayConfirm, maySettle, sideOf } from '../policy.ts'
import { agree } from './confirm.server.ts'
import {
  dealTopics,
  type LockedDeal,
  lockDeal,
  moveDeal,
  notifyBoth,
  notifySide,
  referDeal,
} from './move.server.ts'

interface Referred {
  deal: LockedDeal
  listing: LockedListing | null
}

/** An officer says which amount counts, and why. @throws {Refusal} */
export const settleDeal = (
  db: Db,
  actor: Acting,
  { id, ...given }: { id: string; amountFen: number; reason: string },
): Promise<void> =>
  onReferred(db, actor, id, (tx, referred) => {
    const { amountFen, reason } = checkInput(settlementInputSchema, given)
    return agree(tx, actor, referred, amountFen, reason)
  })

/** An officer lets both sides confirm anew; what they said before no longer counts. @throws {Refusal} */
export const sendBackDeal = (
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason: string },
): Promise<void> =>
  onReferred(db, actor, id, async (tx, { deal }) => {
    await tx
      .deleteFrom('deal_confirmation')
      .where('deal_id', '=', deal.id)
      .where('stage', '=', stageOf(deal.state)!)
      .execute()
    await tx
      .updateTable('deal')
      .set((eb) => ({
        referred_at: null,
        referred_why: null,
        reason,
        updated_at: tx.now,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', deal.id)
      .execute()
    await appendAudit(tx, actor, {
      verb: 'send_back',
      subject: { kind: 'deal', id: deal.id },
      transition: { from: deal.state, to: deal.state, reason },
    })
    await enqueueSideEffects(tx, {
      topics: dealTopics(deal),
      notices: notifyBoth(deal, dealEvents.deal_sent_back),
    })
  })

async function onReferred(
  db: Db,
  actor: Acting,
  id: string,
  work: (tx: Tx, referred: Referred) => Promise<void>,
): Promise<void> {
  await transact(db, async (tx) => {
    const { deal, listing } = await lockDeal(tx, id)
    if (!maySettle(actor, deal)) throw refuse('forbidden', 'own_organization')
    if (!deal.referredAt) throw refuse('conflict', 'deal_not_referred')
    await work(tx, { deal, listing })
  })
}

/**
 * One side says that nothing comes of it. A demand that it had met opens again, unless its time is over.
 * @throws {Refusal}
 */
export async function lapseDeal(
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await transact(db, async (tx) => {
    const { deal, listing } = await lockDeal(tx, id)
    const side = sideOf(actor, deal)
    if (!side) throw refuse('missing', 'missing')
    if (!mayConfirm(actor, deal)) throw refuse('forbidden', 'access_owner')
    await moveDeal(tx, actor, deal, 'lapse', {
      reason,
      notices: [notifySide(deal, otherSide(side), dealEvents.deal_lapsed)],
    })
    if (listing?.state !== 'matched') return
    const open = (listing.expiresOn ?? '9') >= dayOf(tx.now)
    await moveListing(tx, null, listing, open ? 'reopen' : 'close', {
      notices: [
        noticeToOwner(
          listing,
          open ? listingEvents.listing_reopened : listingEvents.listing_closed,
        ),
      ],
    })
  })
}

/** Puts deals whose other side has not confirmed within ten working days before the officers. @returns how many */
export async function expireConfirmations(db: Db): Promise<number> {
  const now = db.now()
  const due = await db
    .selectFrom('deal')
    .select('id')
    .where('due_at', '<', now)
    .limit(500)
    .execute()
  for (const { id } of due) {
    await transact(db, async (tx) => {
      const { deal } = await lockDeal(tx, id)
      if (deal.dueAt && deal.dueAt < now) await referDeal(tx, deal, 'overdue')
    })
  }
  return due.length
}
