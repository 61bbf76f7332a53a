import type { Tx } from '#db'
import { emit } from '../../emit.server.ts'
import { record } from '../../record.server.ts'
import { dealEvents } from '../events.ts'
import { dealTopics, tellBoth } from './move.server.ts'

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
      entered_at: tx.at,
      created_at: tx.at,
      updated_at: tx.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(tx, null, {
    verb: 'open',
    subject: { kind: 'deal', id },
    moved: { from: null, to: 'intent' },
    detail: { origin: from.origin, amount_fen: from.intentFen },
  })
  const deal = { ...from, id }
  await emit(tx, { topics: dealTopics(deal), notices: tellBoth(deal, dealEvents.deal_opened) })
  return id
}
