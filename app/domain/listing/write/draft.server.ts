import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { refuseUnderAppeal } from '../../appeal/open.server.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { checkInput } from '../../checked.ts'
import { topic } from '../../events.ts'
import { proposeIndustry } from '../../industry/propose.ts'
import { countLiveInterests } from '../../interest/write/lock.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { type ListingInput, listingInputSchema, whyBound } from '../listing.ts'
import { mayManageListing, mayPublishListings } from '../policy.ts'
import { lockListing, moveListing } from './move.server.ts'

/** Keeps a new listing of the actor's organisation as a draft. @throws {Refusal} */
export async function draftListing(
  db: Db,
  actor: Acting,
  given: ListingInput,
): Promise<{ id: string }> {
  if (!mayPublishListings(actor)) throw refuse('forbidden', 'listing_publishers')
  return transact(db, async (tx) => {
    const input = checkListing(tx, given)
    const { id } = await tx
      .insertInto('listing')
      .values({
        ...columnsOf(input),
        organization_id: actor.organization.id,
        state: 'draft',
        created_by: actor.personId,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const transition = { from: null, to: 'draft' }
    await appendAudit(tx, actor, {
      verb: 'draft',
      subject: { kind: 'listing', id },
      transition,
    })
    await enqueueSideEffects(tx, { topics: [topic.desk(actor.organization.id)] })
    return { id }
  })
}

export interface ListingRevision {
  id: string
  /** Of the listing as its form showed it: a change made meanwhile is not written over. */
  version: number
  input: ListingInput
}

/**
 * Changes a listing. One that is published goes back to draft first and is reviewed again; once somebody has answered
 * it, it stays as they read it.
 * @throws {Refusal}
 */
export async function reviseListing(
  db: Db,
  actor: Acting,
  { id, version, input: given }: ListingRevision,
): Promise<void> {
  await transact(db, async (tx) => {
    const listing = await lockListing(tx, id)
    if (!mayManageListing(actor, listing)) throw refuse('missing', 'missing')
    if (listing.source) throw refuse('conflict', 'listing_reposted')
    if (listing.version !== version) throw refuse('conflict', 'changed_meanwhile')
    await refuseUnderAppeal(tx, 'listing', id)
    const input = checkListing(tx, given)
    if (listing.state === 'published') {
      if ((await countLiveInterests(tx, id)) > 0) throw refuse('conflict', 'listing_answered')
      await moveListing(tx, actor, listing, 'revise')
    }
    if (listing.state !== 'draft' && listing.state !== 'returned')
      throw refuse('conflict', whyBound(listing.state))
    await tx
      .updateTable('listing')
      .set((eb) => ({ ...columnsOf(input), updated_at: tx.now, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, actor, { verb: 'revise', subject: { kind: 'listing', id } })
    await enqueueSideEffects(tx, { topics: [topic.listing(id)] })
  })
}

/** Hands a listing to the bureau for review, whose clock starts. @throws {Refusal} */
export async function submitListing(db: Db, actor: Acting, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const listing = await lockListing(tx, id)
    if (!mayManageListing(actor, listing)) throw refuse('missing', 'missing')
    await moveListing(tx, actor, listing, 'submit')
  })
}

function checkListing(tx: Tx, given: ListingInput): ListingInput {
  const input = checkInput(listingInputSchema, given)
  if (input.deadline && input.deadline <= dayOf(tx.now)) {
    throw refuse('invalid', 'check_fields', { fields: { deadline: ['day_in_future'] } })
  }
  return input
}

const columnsOf = (input: ListingInput) => ({
  direction: input.direction,
  kind: input.kind,
  title: input.title,
  body: input.body,
  specs: JSON.stringify(input.specs),
  industry_code: proposeIndustry(input.title, input.body),
  quantity: input.quantity ?? null,
  unit: input.unit ?? null,
  price_low_fen: input.priceLowFen,
  price_high_fen: input.priceHighFen,
  place: input.place ?? null,
  deadline: input.deadline ?? null,
  certificates: input.certificates,
  anonymous: input.anonymous,
})
