import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { checkInput } from '../../checked.ts'
import { startClock } from '../../clock/write.server.ts'
import { type LockedListing, lockListing } from '../../listing/write/move.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { interestEvents } from '../events.ts'
import { answerDays, showSchema, whyNotAgain } from '../interest.ts'
import { mayShowInterest } from '../policy.ts'
import { listEarlier } from '../read.server.ts'
import { interestTopics, notifySide } from './move.server.ts'

/**
 * Shows interest in a published listing; its owner learns who it is.
 * @throws {Refusal} `conflict` when the listing is over, or an earlier interest in it stands in the way
 */
export async function showInterest(
  db: Db,
  actor: Acting,
  { listingId, ...given }: { listingId: string; note: string },
): Promise<{ id: string }> {
  const { note } = checkInput(showSchema, given)
  return transact(db, async (tx) => {
    const listing = await lockListing(tx, listingId)
    if (!mayShowInterest(actor, listing)) throw refuse('forbidden', 'interest_others')
    if (listing.state !== 'published' || (listing.expiresOn ?? '9') < dayOf(tx.now))
      throw refuse('conflict', 'listing_over')
    await checkStanding(tx, actor.organization.id)
    const obstacle = whyNotAgain(await listEarlier(tx, actor, listing.id))
    if (obstacle) throw refuse('conflict', obstacle)
    const { id } = await tx
      .insertInto('interest')
      .values({
        listing_id: listing.id,
        organization_id: actor.organization.id,
        state: 'shown',
        note,
        entered_at: tx.now,
        created_by: actor.personId,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await start(tx, actor, listing, id)
    return { id }
  })
}

async function start(tx: Tx, actor: Acting, listing: LockedListing, id: string): Promise<void> {
  const subject = { kind: 'interest', id }
  const ownerId = listing.organizationId
  const stage = { stage: 'answer', responsibleId: ownerId, days: answerDays }
  const dueAt = await startClock(tx, subject, stage)
  await tx.updateTable('interest').set({ due_at: dueAt }).where('id', '=', id).execute()
  await appendAudit(tx, actor, {
    verb: 'show',
    subject,
    transition: { from: null, to: 'shown' },
    detail: { listing: listing.id },
  })
  const sides = { id, listingId: listing.id, ownerId, guestId: actor.organization.id }
  await enqueueSideEffects(tx, {
    topics: interestTopics(sides),
    notices: [
      notifySide({ ...sides, title: listing.title }, 'owner', interestEvents.interest_shown),
    ],
  })
}

/** The rights of the request may be a moment old; the organisation's standing is that of now. */
async function checkStanding(tx: Tx, id: string): Promise<void> {
  const row = await tx
    .selectFrom('organization')
    .select('standing')
    .where('id', '=', id)
    .forShare()
    .executeTakeFirstOrThrow()
  if (row.standing !== 'verified') throw refuse('forbidden', 'access_verified')
}
