import type { Tx } from '#db'
import { type AuditActor, appendAudit } from '../../audit-log.server.ts'
import { getTransition } from '../../state-machine.ts'
import { type OfferState, type OfferVerb, offerMachine, type Side, type Terms } from '../offer.ts'

export interface LockedOffer {
  id: string
  threadId: string
  state: OfferState
  amountFen: number
  validUntil: string
  version: number
}

/** Locks the offer of a locked thread that lies on the table or was accepted, if there is one. */
export async function lockActiveOffer(tx: Tx, threadId: string): Promise<LockedOffer | null> {
  const row = await tx
    .selectFrom('offer')
    .select(['id', 'thread_id', 'state', 'amount_fen', 'valid_until', 'version'])
    .where('thread_id', '=', threadId)
    .where('state', 'in', ['made', 'countered', 'accepted'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    threadId: row.thread_id,
    state: row.state as OfferState,
    amountFen: row.amount_fen,
    validUntil: row.valid_until,
    version: row.version,
  }
}

/** Takes one step of the offer's table and records it. @throws {Refusal} `conflict` */
export async function moveOffer(
  tx: Tx,
  by: AuditActor,
  offer: LockedOffer,
  verb: OfferVerb,
  { terms, reason }: { terms?: Terms; reason?: string | null | undefined } = {},
): Promise<void> {
  const { to } = getTransition(offerMachine, offer.state, verb)
  await tx
    .updateTable('offer')
    .set({
      ...(terms ? termsColumns(terms) : {}),
      state: to,
      updated_at: tx.now,
      version: offer.version + 1,
    })
    .where('id', '=', offer.id)
    .execute()
  const transition = { from: offer.state, to, reason: reason ?? null }
  await appendAudit(tx, by, {
    verb,
    subject: { kind: 'offer', id: offer.id },
    transition,
    detail: { thread: offer.threadId },
  })
  offer.state = to
  offer.version += 1
}

export const termsColumns = (terms: Terms) => ({
  amount_fen: terms.amountFen,
  rate_bp: terms.rateBp,
  term_months: terms.termMonths,
  guarantees: terms.guarantees,
  conditions: terms.conditions ?? null,
  valid_until: terms.validUntil,
})

/** Keeps the terms that have come onto the table. */
export async function saveTerms(
  tx: Tx,
  offer: { id: string; version: number },
  { side, personId, terms }: { side: Side; personId: string; terms: Terms },
): Promise<void> {
  await tx
    .insertInto('offer_terms')
    .values({
      ...termsColumns(terms),
      offer_id: offer.id,
      version: offer.version,
      side,
      person_id: personId,
      at: tx.now,
    })
    .execute()
}

/** Takes what lies on the table off it, when the thread ends. An accepted offer stays as the record of what was agreed. */
export async function withdrawActiveOffer(tx: Tx, by: AuditActor, threadId: string): Promise<void> {
  const offer = await lockActiveOffer(tx, threadId)
  if (offer && offer.state !== 'accepted') await moveOffer(tx, by, offer, 'withdraw')
}
