import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { checkInput } from '../../checked.ts'
import { refuse } from '../../refusal.ts'
import { appendFacts } from '../../session/event-store.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { sideOf } from '../../thread/policy.ts'
import {
  type LockedThreadContext,
  lockThreadContext,
  moveThread,
  notifySide,
  threadTopics,
} from '../../thread/write/move.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { offerEvents } from '../events.ts'
import { type Terms, termsInputSchema } from '../offer.ts'
import { lockActiveOffer, moveOffer, saveTerms, termsColumns } from './move.server.ts'

export type OfferInput = Terms & { threadId: string }

/** Lays the institution's terms on the table, from the thread's page. @throws {Refusal} */
export const offer = (db: Db, actor: Acting, input: OfferInput): Promise<{ offerId: string }> =>
  transact(db, (tx) => makeOffer(tx, actor, input))

/**
 * Lays the institution's terms on the table, or new ones in answer to a counter-offer.
 * Rooms that show the request hear that there is an offer; only the two sides read its figures.
 * @throws {Refusal} `conflict` when an offer already waits for the enterprise
 */
export async function makeOffer(
  tx: Tx,
  actor: Acting,
  { threadId, ...given }: OfferInput,
): Promise<{ offerId: string }> {
  const course = await lockThreadContext(tx, threadId)
  const { thread } = course
  if (sideOf(actor, thread) !== 'institution') throw refuse('missing', 'missing')
  const terms = checkTerms(tx, given)
  const standing = await lockActiveOffer(tx, threadId)
  if (standing?.state === 'made') throw refuse('conflict', 'offer_on_table')
  const offerId = standing
    ? await remake(tx, actor, standing, terms)
    : await make(tx, actor, course, terms)
  await enqueueSideEffects(tx, {
    topics: threadTopics(thread),
    notices: [notifySide(thread, 'enterprise', offerEvents.offer_made)],
  })
  await tellRooms(tx, actor, course, offerId, terms)
  return { offerId }
}

async function make(
  tx: Tx,
  actor: Acting,
  { thread }: LockedThreadContext,
  terms: Terms,
): Promise<string> {
  await moveThread(tx, actor, thread, 'offer')
  const { id } = await tx
    .insertInto('offer')
    .values({
      ...termsColumns(terms),
      thread_id: thread.id,
      state: 'made',
      made_by: actor.personId,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const subject = { kind: 'offer', id }
  await appendAudit(tx, actor, {
    verb: 'make',
    subject,
    transition: { from: null, to: 'made' },
    detail: { thread: thread.id },
  })
  await saveTerms(tx, { id, version: 1 }, { side: 'institution', personId: actor.personId, terms })
  return id
}

async function remake(
  tx: Tx,
  actor: Acting,
  standing: NonNullable<Awaited<ReturnType<typeof lockActiveOffer>>>,
  terms: Terms,
): Promise<string> {
  await moveOffer(tx, actor, standing, 'remake', { terms })
  await saveTerms(tx, standing, { side: 'institution', personId: actor.personId, terms })
  return standing.id
}

async function tellRooms(
  tx: Tx,
  actor: Acting,
  { rooms, request, thread }: LockedThreadContext,
  offerId: string,
  terms: Terms,
): Promise<void> {
  const by = { personId: actor.personId, organizationId: actor.organization.id }
  const { amountFen, rateBp, termMonths } = terms
  const fact = {
    requestId: request.id,
    threadId: thread.id,
    institutionId: thread.institutionId,
    offerId,
  }
  const figures = { enterpriseId: request.organizationId, amountFen, rateBp, termMonths }
  for (const sessionId of rooms) {
    await appendFacts(tx, sessionId, [{ type: 'offer_recorded', body: { ...fact, figures }, by }])
  }
}

/** The terms within their bounds, whichever border they came through. @throws {Refusal} `invalid` */
export function checkTerms(tx: Tx, given: Terms): Terms {
  const terms = checkInput(termsInputSchema, given)
  if (terms.validUntil < dayOf(tx.now)) {
    throw refuse('invalid', 'check_fields', { fields: { validUntil: ['day_in_future'] } })
  }
  return terms
}
