import type { Queryable, Tx } from '#db'
import { type LockedListing, lockListing } from '../../listing/write/move.server.ts'
import { refuse } from '../../refusal.ts'
import { type InterestState, liveStates } from '../interest.ts'

export interface LockedInterest {
  id: string
  listingId: string
  ownerId: string
  guestId: string
  title: string
  state: InterestState
  priceFen: number | null
  validUntil: string | null
  dueAt: Date | null
  version: number
}

/** Locks an interest after its listing. @throws {Refusal} `missing` */
export async function lockAnswer(
  tx: Tx,
  id: string,
): Promise<{ listing: LockedListing; interest: LockedInterest }> {
  const found = await tx
    .selectFrom('interest')
    .select('listing_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw refuse('missing', 'missing')
  const listing = await lockListing(tx, found.listing_id)
  const [interest] = await lockInterests(tx, listing, id)
  return { listing, interest: interest! }
}

/** Locks the interests in a locked listing: one of them, or all. */
export async function lockInterests(
  tx: Tx,
  listing: LockedListing,
  id?: string,
): Promise<LockedInterest[]> {
  const rows = await tx
    .selectFrom('interest')
    .select(['id', 'organization_id', 'state', 'price_fen', 'valid_until', 'due_at', 'version'])
    .where('listing_id', '=', listing.id)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => ({
    id: row.id,
    listingId: listing.id,
    ownerId: listing.organizationId,
    guestId: row.organization_id,
    title: listing.title,
    state: row.state as InterestState,
    priceFen: row.price_fen,
    validUntil: row.valid_until,
    dueAt: row.due_at,
    version: row.version,
  }))
}

/** How many organisations are still under way with a listing. */
export async function countLiveInterests(q: Queryable, listingId: string): Promise<number> {
  const { count } = await q
    .selectFrom('interest')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('listing_id', '=', listingId)
    .where('state', 'in', liveStates)
    .executeTakeFirstOrThrow()
  return Number(count)
}
