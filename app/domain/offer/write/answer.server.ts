import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import type { EventDefinition } from '../../event.ts'
import { refuse } from '../../refusal.ts'
import { moveRequest } from '../../request/write/move.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { threadEvents } from '../../thread/events.ts'
import { mayBind, sideOf } from '../../thread/policy.ts'
import { undecidedStates } from '../../thread/thread.ts'
import { endThread } from '../../thread/write/end.server.ts'
import {
  type LockedThreadContext,
  lockThreadContext,
  lockThreads,
  moveThread,
  notifySide,
  threadTopics,
} from '../../thread/write/move.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { offerEvents } from '../events.ts'
import { activeOfferSide, type Side, type Terms } from '../offer.ts'
import { checkTerms } from './make.server.ts'
import { type LockedOffer, lockActiveOffer, moveOffer, saveTerms } from './move.server.ts'

export interface Answer {
  threadId: string
  /** Of the terms that the answering side has read: nobody agrees to terms that changed meanwhile. */
  version: number
}

/** Agrees to the terms on the table: awards the request and ends its other threads, which are told. @throws {Refusal} */
export async function acceptOffer(db: Db, actor: Acting, answer: Answer): Promise<void> {
  await onTable(db, actor, answer, 'other', async (tx, course, offer, side) => {
    const { thread, request, rooms } = course
    if (!mayBind(actor, thread)) throw refuse('forbidden', 'access_owner')
    if (offer.validUntil < dayOf(tx.now)) throw refuse('conflict', 'offer_expired')
    await moveOffer(tx, actor, offer, 'accept')
    await moveThread(tx, actor, thread, 'accept', {
      notices: [notifySide(thread, otherSide(side), offerEvents.offer_accepted)],
    })
    await moveRequest(tx, actor, request, 'award')
    for (const one of await lockThreads(tx, request)) {
      if (one.id === thread.id || !(undecidedStates as readonly string[]).includes(one.state))
        continue
      await endThread(
        tx,
        null,
        { rooms, request, thread: one },
        {
          verb: 'withdraw',
          tells: { side: 'institution', event: threadEvents.thread_lost },
        },
      )
    }
  })
}

/** Lays the enterprise's own terms on the table. @throws {Refusal} */
export async function counterOffer(
  db: Db,
  actor: Acting,
  { terms: given, ...answer }: Answer & { terms: Terms },
): Promise<void> {
  await onTable(db, actor, answer, 'other', async (tx, { thread }, offer, side) => {
    if (side !== 'enterprise') throw refuse('conflict', 'counter_by_enterprise')
    const terms = checkTerms(tx, given)
    await moveOffer(tx, actor, offer, 'counter', { terms })
    await saveTerms(tx, offer, { side, personId: actor.personId, terms })
    await tellOther(tx, thread, side, offerEvents.offer_countered)
  })
}

/**
 * Turns the terms on the table down. The enterprise thereby ends the thread; the institution only
 * the counter-offer, and may make another offer.
 * @throws {Refusal}
 */
export async function refuseOffer(
  db: Db,
  actor: Acting,
  { reason, ...answer }: Answer & { reason?: string | undefined },
): Promise<void> {
  await onTable(db, actor, answer, 'other', async (tx, course, offer, side) => {
    await moveOffer(tx, actor, offer, 'refuse', { reason })
    if (side === 'institution') {
      await moveThread(tx, actor, course.thread, 'lapse', {
        notices: [notifySide(course.thread, 'enterprise', offerEvents.counter_refused)],
      })
    } else {
      await endThread(tx, actor, course, {
        verb: 'refuse',
        reason,
        tells: { side: 'institution', event: offerEvents.offer_refused },
      })
    }
  })
}

/** Takes the institution's own terms off the table; the thread goes back to diligence. @throws {Refusal} */
export async function withdrawOffer(db: Db, actor: Acting, answer: Answer): Promise<void> {
  await onTable(db, actor, answer, 'own', async (tx, { thread }, offer) => {
    await moveOffer(tx, actor, offer, 'withdraw')
    await moveThread(tx, actor, thread, 'lapse', {
      notices: [notifySide(thread, 'enterprise', offerEvents.offer_withdrawn)],
    })
  })
}

/** Ends offers whose last day is past; their threads go back to diligence. @returns how many */
export async function expireOffers(db: Db): Promise<number> {
  const today = dayOf(db.now())
  const due = await db
    .selectFrom('offer')
    .select('thread_id')
    .where('state', 'in', ['made', 'countered'])
    .where('valid_until', '<', today)
    .limit(500)
    .execute()
  for (const { thread_id } of due) {
    await transact(db, async (tx) => {
      const { thread } = await lockThreadContext(tx, thread_id)
      const offer = await lockActiveOffer(tx, thread_id)
      if (!offer || offer.state === 'accepted' || offer.validUntil >= today) return
      await moveOffer(tx, null, offer, 'expire')
      const notices = (['institution', 'enterprise'] as const).map((side) =>
        notifySide(thread, side, offerEvents.offer_expired),
      )
      await moveThread(tx, null, thread, 'lapse', { notices })
    })
  }
  return due.length
}

type Work = (tx: Tx, course: LockedThreadContext, offer: LockedOffer, side: Side) => Promise<void>

const otherSide = (side: Side): Side => (side === 'institution' ? 'enterprise' : 'institution')

/** Works on the terms on the table, as the side whose they are or as the other. */
async function onTable(
  db: Db,
  actor: Acting,
  { threadId, version }: Answer,
  whose: 'own' | 'other',
  work: Work,
): Promise<void> {
  await transact(db, async (tx) => {
    const course = await lockThreadContext(tx, threadId)
    const side = sideOf(actor, course.thread)
    if (!side) throw refuse('missing', 'missing')
    const offer = await lockActiveOffer(tx, threadId)
    const theirs = offer && activeOfferSide(offer.state)
    if (!offer || !theirs) throw refuse('conflict', 'no_offer')
    if (offer.version !== version) throw refuse('conflict', 'offer_changed')
    if ((theirs === side) !== (whose === 'own')) throw refuse('conflict', 'offer_other_turn')
    await work(tx, course, offer, side)
  })
}

const tellOther = (
  tx: Tx,
  thread: LockedThreadContext['thread'],
  side: Side,
  event: EventDefinition,
) =>
  enqueueSideEffects(tx, {
    topics: threadTopics(thread),
    notices: [notifySide(thread, otherSide(side), event)],
  })
