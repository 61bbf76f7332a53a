import type { Tx } from '#db'
import { appendAudit } from '../../audit-log.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { dealEvents } from '../events.ts'
import { dealTopics, notifyBoth } from './move.server.ts'

export interface NewDeal {
  origin: 'interest' | 'thread' | 'session' | 'talk'
  interestId?: string
  threadId?: string
  sessionId?: string
  buyerId: string
  sellerId: string
  title: string
  /** What both had in mind, in fen: counts as intent and as nothing else. */
  intentFen: number
}

/** Begins a deal between two organisations, from whatever brought them together; both are told. */
export async function openDeal(tx: Tx, from: NewDeal): Promise<string> {
  const { id } = await tx
    .insertInto('deal')
    .values({
      origin: from.origin,
      interest_id: from.interestId ?? null,
      thread_id: from.threadId ?? null,
      session_id: from.sessionId ?? null,
      buyer_id: from.buyerId,
      seller_id: from.sellerId,
      state: 'intent',
      title: from.title,
      intent_fen: from.intentFen,
      entered_at: tx.now,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await appendAudit(tx, null, {
    verb: 'open',
    subject: { kind: 'deal', id },
    transition: { from: null, to: 'intent' },
    detail: { origin: from.origin, amount_fen: from.intentFen },
  })
  const deal = { ...from, id }
  await enqueueSideEffects(tx, {
    topics: dealTopics(deal),
    notices: notifyBoth(deal, dealEvents.deal_opened),
  })
  return id
}
