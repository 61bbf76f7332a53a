import type { Tx } from '#db'
import { type AuditActor, appendAudit } from '../../audit-log.server.ts'
import { startClock, stopClock } from '../../clock/write.server.ts'
import type { EventDefinition } from '../../event.ts'
import { type Notice, topic } from '../../events.ts'
import { lockAnswer } from '../../interest/write/lock.server.ts'
import type { LockedListing } from '../../listing/write/move.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { getTransition } from '../../state-machine.ts'
import { confirmDays, type DealState, type DealVerb, dealMachine, type Side } from '../deal.ts'
import { dealEvents } from '../events.ts'

export interface LockedDeal {
  id: string
  buyerId: string
  sellerId: string
  state: DealState
  title: string
  referredAt: Date | null
  dueAt: Date | null
}

/** Locks a deal after the listing and the interest that it came from, if it did. @throws {Refusal} `missing` */
export async function lockDeal(
  tx: Tx,
  id: string,
): Promise<{ listing: LockedListing | null; deal: LockedDeal }> {
  const found = await tx
    .selectFrom('deal')
    .select('interest_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw refuse('missing', 'missing')
  const answer = found.interest_id ? await lockAnswer(tx, found.interest_id) : null
  const row = await tx
    .selectFrom('deal')
    .select(['id', 'buyer_id', 'seller_id', 'state', 'title', 'referred_at', 'due_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const deal = {
    id: row.id,
    buyerId: row.buyer_id,
    sellerId: row.seller_id,
    state: row.state as DealState,
    title: row.title,
    referredAt: row.referred_at,
    dueAt: row.due_at,
  }
  return { listing: answer?.listing ?? null, deal }
}

interface MoveOptions {
  reason?: string | null
  notices?: readonly Notice[]
  changes?: { signed_fen?: number; fulfilled_fen?: number }
}

/** Takes one step of the deal's table, records it and tells whom it concerns. @throws {Refusal} `conflict` */
export async function moveDeal(
  tx: Tx,
  by: AuditActor,
  deal: LockedDeal,
  verb: DealVerb,
  { reason, notices = [], changes = {} }: MoveOptions = {},
): Promise<void> {
  const { to } = getTransition(dealMachine, deal.state, verb)
  await stopClock(tx, { kind: 'deal', id: deal.id })
  await tx
    .updateTable('deal')
    .set((eb) => ({
      ...changes,
      state: to,
      entered_at: tx.now,
      due_at: null,
      referred_at: null,
      referred_why: null,
      updated_at: tx.now,
      version: eb('version', '+', 1),
      ...(reason !== undefined ? { reason } : {}),
    }))
    .where('id', '=', deal.id)
    .execute()
  const transition = { from: deal.state, to, reason: reason ?? null }
  await appendAudit(tx, by, { verb, subject: { kind: 'deal', id: deal.id }, transition })
  Object.assign(deal, { state: to, referredAt: null, dueAt: null })
  await enqueueSideEffects(tx, { topics: dealTopics(deal), notices })
}

/** Gives the other side ten working days to confirm. */
export async function startConfirmClock(tx: Tx, deal: LockedDeal, side: Side): Promise<void> {
  const dueAt = await startClock(
    tx,
    { kind: 'deal', id: deal.id },
    {
      stage: 'confirm',
      responsibleId: side === 'buyer' ? deal.buyerId : deal.sellerId,
      days: confirmDays,
    },
  )
  await tx.updateTable('deal').set({ due_at: dueAt }).where('id', '=', deal.id).execute()
}

/** Puts a deal before the officers, once: who was told is not told again, and it waits there from the first. */
export async function referDeal(
  tx: Tx,
  deal: LockedDeal,
  why: 'differs' | 'overdue',
): Promise<void> {
  if (deal.referredAt) return
  await stopClock(tx, { kind: 'deal', id: deal.id })
  await tx
    .updateTable('deal')
    .set({ referred_at: tx.now, referred_why: why, due_at: null, updated_at: tx.now })
    .where('id', '=', deal.id)
    .execute()
  Object.assign(deal, { referredAt: tx.now, dueAt: null })
  await appendAudit(tx, null, { verb: `refer_${why}`, subject: { kind: 'deal', id: deal.id } })
  await enqueueSideEffects(tx, {
    topics: dealTopics(deal),
    notices: notifyBoth(
      deal,
      why === 'differs' ? dealEvents.deal_differs : dealEvents.deal_overdue,
    ),
  })
}

export const dealTopics = (deal: Pick<LockedDeal, 'id' | 'buyerId' | 'sellerId'>) => [
  topic.deal(deal.id),
  topic.desk(deal.buyerId),
  topic.desk(deal.sellerId),
  topic.bureau,
]

type Told = Pick<LockedDeal, 'id' | 'buyerId' | 'sellerId' | 'title'>

/** A notice about this deal to one of its sides. */
export const notifySide = (deal: Told, side: Side, event: EventDefinition): Notice => ({
  to: { organizationId: side === 'buyer' ? deal.buyerId : deal.sellerId },
  event,
  subject: { kind: 'deal', id: deal.id },
  params: { title: deal.title },
})

export const notifyBoth = (deal: Told, event: EventDefinition): Notice[] => [
  notifySide(deal, 'buyer', event),
  notifySide(deal, 'seller', event),
]
