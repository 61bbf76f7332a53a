import { type Queryable, unionOfIds } from '#db'
import { type Acting, type Actor, isBureau } from '../actor.ts'
import type { DealState } from '../deal/deal.ts'
import { maySeeOwner } from '../listing/policy.ts'
import type { Direction } from '../listing/vocabulary.ts'
import { refuse } from '../refusal.ts'
import { listTransitions } from '../transitions.server.ts'
import {
  acceptedStates,
  type Earlier,
  type InterestState,
  type Side,
  whoseTurn,
} from './interest.ts'
import { mayReadInterest, sideOf } from './policy.ts'

function selectInterests(q: Queryable) {
  return q
    .selectFrom('interest')
    .innerJoin('listing', 'listing.id', 'interest.listing_id')
    .innerJoin('organization as owner', 'owner.id', 'listing.organization_id')
    .innerJoin('organization as guest', 'guest.id', 'interest.organization_id')
    .leftJoin('deal', 'deal.interest_id', 'interest.id')
    .select(['interest.id', 'interest.state', 'interest.due_at', 'interest.created_at'])
    .select(['interest.updated_at', 'interest.price_fen', 'interest.quantity'])
    .select(['interest.delivery_days', 'interest.valid_until', 'interest.listing_id'])
    .select(['interest.organization_id as guest_id', 'guest.name as guest', 'guest.tier'])
    .select(['listing.organization_id as owner_id', 'owner.name as owner', 'listing.title'])
    .select(['listing.direction', 'listing.unit', 'listing.anonymous', 'listing.source'])
    .select('deal.id as deal_id')
}

type Row = Awaited<ReturnType<ReturnType<typeof selectInterests>['execute']>>[number]

function asListed(row: Row, actor: Actor | null) {
  const state = row.state as InterestState
  const seen = maySeeOwner(actor, {
    organizationId: row.owner_id,
    anonymous: row.anonymous,
    accepted: (acceptedStates as readonly InterestState[]).includes(state),
  })
  return {
    id: row.id,
    state,
    dueAt: row.due_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    listing: {
      id: row.listing_id,
      title: row.title,
      direction: row.direction as Direction,
      unit: row.unit,
      reposted: row.source !== null,
    },
    /** Null where the listing doesn't say yet whose it is. */
    owner: seen ? { id: row.owner_id, name: row.owner } : null,
    guest: { id: row.guest_id, name: row.guest, tier: row.tier },
    priceFen: row.price_fen,
    quantity: row.quantity,
    deliveryDays: row.delivery_days,
    validUntil: row.valid_until,
    side: sideOf(actor, { ownerId: row.owner_id, guestId: row.guest_id }),
    turn: whoseTurn(state),
    dealId: row.deal_id,
  }
}

export type ListedInterest = ReturnType<typeof asListed>

/** The interests of the actor's organisation, shown or received; for an officer all. */
export async function listInterests(
  q: Queryable,
  actor: Acting,
  { limit = 300 } = {},
): Promise<ListedInterest[]> {
  const all: boolean = isBureau(actor, 'officer')
  const own = actor.organization.id
  const shown = q.selectFrom('interest').select('interest.id').where('organization_id', '=', own)
  const received = q
    .selectFrom('interest')
    .innerJoin('listing', 'listing.id', 'interest.listing_id')
    .select('interest.id')
    .where('listing.organization_id', '=', own)
  const rows = await selectInterests(q)
    .$if(!all, (query) => query.where('interest.id', 'in', unionOfIds(q, [shown, received])))
    .orderBy('interest.updated_at', 'desc')
    .orderBy('interest.id', 'desc')
    .limit(limit)
    .execute()
  return rows
    .filter((row) => mayReadInterest(actor, { ownerId: row.owner_id, guestId: row.guest_id }))
    .map((row) => asListed(row, actor))
}

/** Who answered one listing, for its owner to compare: the best price of a demand first. */
export async function listInterestsIn(
  q: Queryable,
  actor: Actor | null,
  listingId: string,
): Promise<ListedInterest[]> {
  const rows = await selectInterests(q)
    .where('interest.listing_id', '=', listingId)
    .orderBy('interest.created_at')
    .orderBy('interest.id')
    .execute()
  return rows
    .filter((row) => mayReadInterest(actor, { ownerId: row.owner_id, guestId: row.guest_id }))
    .map((row) => asListed(row, actor))
}

/** What became of the interests that the actor's organisation has shown in a listing. */
export async function listEarlier(
  q: Queryable,
  actor: Acting,
  listingId: string,
): Promise<Earlier[]> {
  const rows = await q
    .selectFrom('interest')
    .leftJoin('deal', 'deal.interest_id', 'interest.id')
    .select(['interest.state', 'deal.state as deal'])
    .where('interest.listing_id', '=', listingId)
    .where('interest.organization_id', '=', actor.organization.id)
    .execute()
  return rows.map(({ state, deal }) => ({
    state: state as InterestState,
    deal: deal as DealState | null,
  }))
}

/** An interest as its page shows it, with every set of terms, the newest first. @throws {Refusal} `missing` */
export async function getInterest(q: Queryable, actor: Acting, id: string) {
  const row = await selectInterests(q)
    .select(['interest.note', 'interest.reason', 'interest.version'])
    .select('listing.quantity as asked')
    .where('interest.id', '=', id)
    .executeTakeFirst()
  if (!row || !mayReadInterest(actor, { ownerId: row.owner_id, guestId: row.guest_id }))
    throw refuse('missing', 'missing')
  return {
    ...asListed(row, actor),
    ownerId: row.owner_id,
    guestId: row.guest_id,
    note: row.note,
    reason: row.reason,
    version: row.version,
    /** How many the listing asks for or has. */
    asked: row.asked,
    terms: await readTerms(q, id),
  }
}

/** The course of an interest; who acted for an owner that isn't known to the reader stays out of it. */
export async function listCourse(
  q: Queryable,
  { id, owner, guest }: Pick<ListedInterest, 'id' | 'owner' | 'guest'>,
) {
  const steps = await listTransitions(q, 'interest', id)
  if (owner) return steps
  return steps.map((step) =>
    step.organization === guest.name ? step : { ...step, organization: null, person: null },
  )
}

async function readTerms(q: Queryable, id: string) {
  const rows = await q
    .selectFrom('interest_terms')
    .select(['version', 'side', 'price_fen', 'quantity', 'delivery_days', 'valid_until'])
    .select(['terms_note', 'at'])
    .where('interest_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    side: row.side as Side,
    priceFen: row.price_fen,
    quantity: row.quantity,
    deliveryDays: row.delivery_days,
    validUntil: row.valid_until,
    termsNote: row.terms_note,
    at: row.at,
  }))
}
