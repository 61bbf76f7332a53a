import type { Tx } from '#db'
import { type AuditActor, appendAudit } from '../../audit-log.server.ts'
import { startClock, stopClock } from '../../clock/write.server.ts'
import type { EventDefinition } from '../../event.ts'
import { type Notice, topic } from '../../events.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { getTransition } from '../../state-machine.ts'
import {
  answerDays,
  type InterestVerb,
  interestMachine,
  type Side,
  type Terms,
} from '../interest.ts'
import type { LockedInterest } from './lock.server.ts'

interface MoveOptions {
  reason?: string | null | undefined
  terms?: Terms
  notices?: readonly Notice[]
}

/** Takes one step of the interest's table with its clock, records it and tells whom it concerns. @throws {Refusal} `conflict` */
export async function moveInterest(
  tx: Tx,
  by: AuditActor,
  interest: LockedInterest,
  verb: InterestVerb,
  { reason, terms, notices = [] }: MoveOptions = {},
): Promise<void> {
  const step = getTransition(interestMachine, interest.state, verb)
  const dueAt = await turnClock(tx, interest, step.deadline)
  await tx
    .updateTable('interest')
    .set((eb) => ({
      ...(terms ? termsColumns(terms) : {}),
      state: step.to,
      entered_at: tx.now,
      due_at: dueAt,
      updated_at: tx.now,
      version: eb('version', '+', 1),
      ...(reason !== undefined ? { reason } : {}),
    }))
    .where('id', '=', interest.id)
    .execute()
  const transition = { from: interest.state, to: step.to, reason: reason ?? null }
  await appendAudit(tx, by, {
    verb,
    subject: { kind: 'interest', id: interest.id },
    transition,
    detail: { listing: interest.listingId },
  })
  interest.state = step.to
  interest.version += 1
  await enqueueSideEffects(tx, { topics: interestTopics(interest), notices })
}

async function turnClock(
  tx: Tx,
  interest: LockedInterest,
  stage: string | undefined,
): Promise<Date | null> {
  const subject = { kind: 'interest', id: interest.id }
  if (stage)
    return startClock(tx, subject, { stage, responsibleId: interest.guestId, days: answerDays })
  await stopClock(tx, subject)
  return null
}

export const termsColumns = (terms: Terms) => ({
  price_fen: terms.priceFen,
  quantity: terms.quantity,
  delivery_days: terms.deliveryDays,
  valid_until: terms.validUntil,
  terms_note: terms.termsNote ?? null,
})

/** Keeps the terms that have come onto the table. */
export async function saveTerms(
  tx: Tx,
  interest: LockedInterest,
  { side, personId, terms }: { side: Side; personId: string; terms: Terms },
): Promise<void> {
  await tx
    .insertInto('interest_terms')
    .values({
      ...termsColumns(terms),
      interest_id: interest.id,
      version: interest.version,
      side,
      person_id: personId,
      at: tx.now,
    })
    .execute()
}

export const interestTopics = (
  interest: Pick<LockedInterest, 'id' | 'listingId' | 'ownerId' | 'guestId'>,
) => [
  topic.interest(interest.id),
  topic.listing(interest.listingId),
  topic.desk(interest.ownerId),
  topic.desk(interest.guestId),
]

/** A notice about this interest to one of its sides. */
export const notifySide = (
  interest: Pick<LockedInterest, 'id' | 'ownerId' | 'guestId' | 'title'>,
  side: Side,
  event: EventDefinition,
): Notice => ({
  to: { organizationId: side === 'owner' ? interest.ownerId : interest.guestId },
  event,
  subject: { kind: 'interest', id: interest.id },
  params: { title: interest.title },
})
