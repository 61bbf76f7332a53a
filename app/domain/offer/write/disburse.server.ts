import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { checkInput } from '../../checked.ts'
import { refuse } from '../../refusal.ts'
import { moveRequest } from '../../request/write/move.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { threadEvents } from '../../thread/events.ts'
import { mayBind, sideOf } from '../../thread/policy.ts'
import {
  lockThreadContext,
  moveThread,
  notifySide,
  threadTopics,
} from '../../thread/write/move.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { offerEvents } from '../events.ts'
import { type DisbursementInput, disbursementInputSchema, type Side } from '../offer.ts'

/**
 * One side says what was paid out. It counts once both say the same amount: the thread is disbursed, the request closed.
 * Until then each side may correct itself; a difference shows to both and to the officers.
 * @throws {Refusal}
 */
export async function confirmDisbursement(
  db: Db,
  actor: Acting,
  { threadId, ...given }: DisbursementInput & { threadId: string },
): Promise<{ agreed: boolean }> {
  const { amountFen, paidOn } = checkInput(disbursementInputSchema, given)
  return transact(db, async (tx) => {
    const { thread, request } = await lockThreadContext(tx, threadId)
    const side = sideOf(actor, thread)
    if (!side) throw refuse('missing', 'missing')
    if (!mayBind(actor, thread)) throw refuse('forbidden', 'access_owner')
    if (thread.state !== 'accepted') throw refuse('conflict', 'not_accepted')
    if (paidOn > dayOf(tx.now))
      throw refuse('invalid', 'check_fields', { fields: { paidOn: ['day_not_future'] } })
    await say(tx, actor, threadId, side, { amountFen, paidOn })
    const other = await amountOf(
      tx,
      threadId,
      side === 'institution' ? 'enterprise' : 'institution',
    )
    if (other !== amountFen) {
      const notice =
        other === null ? offerEvents.disbursement_said : offerEvents.disbursement_differs
      await enqueueSideEffects(tx, {
        topics: threadTopics(thread),
        notices: [
          notifySide(thread, side === 'institution' ? 'enterprise' : 'institution', notice),
        ],
      })
      return { agreed: false }
    }
    const notices = (['institution', 'enterprise'] as const).map((item) =>
      notifySide(thread, item, threadEvents.thread_disbursed),
    )
    await moveThread(tx, null, thread, 'disburse', { notices })
    await moveRequest(tx, null, request, 'close')
    return { agreed: true }
  })
}

async function say(
  tx: Tx,
  actor: Acting,
  threadId: string,
  side: Side,
  { amountFen, paidOn }: DisbursementInput,
): Promise<void> {
  const said = {
    amount_fen: amountFen,
    paid_on: paidOn,
    confirmed_by: actor.personId,
    confirmed_at: tx.now,
  }
  await tx
    .insertInto('disbursement')
    .values({ thread_id: threadId, side, ...said })
    .onConflict((conflict) => conflict.columns(['thread_id', 'side']).doUpdateSet(said))
    .execute()
  const detail = { side, amount_fen: amountFen, paid_on: paidOn }
  await appendAudit(tx, actor, {
    verb: 'confirm_disbursement',
    subject: { kind: 'thread', id: threadId },
    detail,
  })
}

async function amountOf(tx: Tx, threadId: string, side: Side): Promise<number | null> {
  const row = await tx
    .selectFrom('disbursement')
    .select('amount_fen')
    .where('thread_id', '=', threadId)
    .where('side', '=', side)
    .executeTakeFirst()
  return row?.amount_fen ?? null
}
