import { type Queryable, sql, unionOfIds } from '#db'
import { type Acting, type Actor, isBureau } from '../actor.ts'
import { acceptedStates, liveStates } from '../interest/interest.ts'
import { NIL_UUID } from '../nil-uuid.ts'
import { type Page, type PageRequest, toPage } from '../pagination.ts'
import { MAX_QUEUE_DAYS, queueOf } from '../queue.ts'
import { refuse } from '../refusal.ts'
import { findFlags } from './flags.ts'
import { type ListingState, publicStates } from './listing.ts'
import { mayReadListing, maySeeOwner } from './policy.ts'
import type { Direction, ListingKind, SpecLine } from './vocabulary.ts'

/** Listings with their organisation and the reader's own part in them. */
function selectListings(q: Queryable, actor: Actor | null) {
  const reader = actor?.organization?.id ?? NIL_UUID
  return q
    .selectFrom('listing')
    .innerJoin('organization', 'organization.id', 'listing.organization_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('interest')
          .whereRef('interest.listing_id', '=', 'listing.id')
          .select([
            sql<number>`count(*) filter (where interest.state = any (${[...liveStates]}))`.as(
              'live',
            ),
            sql<number>`count(*) filter (where interest.state = 'shown')`.as('unanswered'),
            sql<boolean>`coalesce(bool_or(interest.organization_id = ${reader}), false)`.as(
              'has_interest',
            ),
            sql<boolean>`coalesce(bool_or(interest.organization_id = ${reader} and interest.state = any (${[...acceptedStates]})), false)`.as(
              'accepted',
            ),
            sql<
              string | null
            >`(array_agg(interest.id order by interest.id desc) filter (where interest.organization_id = ${reader}))[1]`.as(
              'own_interest_id',
            ),
          ])
          .as('course'),
      (join) => join.onTrue(),
    )
    .select(['listing.id', 'listing.organization_id', 'listing.direction', 'listing.kind'])
    .select(['listing.state', 'listing.title', 'listing.quantity', 'listing.unit'])
    .select(['listing.price_low_fen', 'listing.price_high_fen', 'listing.place'])
    .select(['listing.deadline', 'listing.certificates', 'listing.anonymous', 'listing.source'])
    .select(['listing.expires_on', 'listing.due_at'])
    .select(['listing.published_at', 'listing.updated_at', 'organization.name as owner'])
    .select(['course.live', 'course.unanswered', 'course.has_interest', 'course.accepted'])
    .select('course.own_interest_id')
}

type Row = Awaited<ReturnType<ReturnType<typeof selectListings>['execute']>>[number]

function asListed(row: Row, actor: Actor | null) {
  const seen = maySeeOwner(actor, {
    organizationId: row.organization_id,
    anonymous: row.anonymous,
    accepted: row.accepted ?? false,
  })
  return {
    id: row.id,
    direction: row.direction as Direction,
    kind: row.kind as ListingKind,
    state: row.state as ListingState,
    title: row.title,
    quantity: row.quantity,
    unit: row.unit,
    priceLowFen: row.price_low_fen,
    priceHighFen: row.price_high_fen,
    place: row.place,
    deadline: row.deadline,
    certificates: row.certificates,
    reposted: row.source !== null,
    expiresOn: row.expires_on,
    dueAt: row.due_at,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    live: Number(row.live ?? 0),
    unanswered: Number(row.unanswered ?? 0),
    /** Null for who may not know it. */
    owner: seen ? { id: row.organization_id, name: row.owner } : null,
    ownInterestId: row.own_interest_id,
  }
}

export type ListedListing = ReturnType<typeof asListed>

export interface ListingFilter {
  direction?: Direction
  /** Only these states. */
  states?: readonly ListingState[]
  /** Of this organisation. */
  organizationId?: string
  /** Leaves out those that don't say whose they are. */
  named?: boolean
  limit?: number
}

/** The listings that the actor may read, the newest first. */
export async function listListings(
  q: Queryable,
  actor: Actor | null,
  filter: ListingFilter = {},
): Promise<ListedListing[]> {
  const { limit = 100 } = filter
  const rows = await selectListings(q, actor)
    .where('listing.id', 'in', unionOfIds(q, newestReadable(q, actor, filter, limit)))
    .orderBy(newestFirst, 'desc')
    .orderBy('listing.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => asListed(row, actor))
}

export interface ListingsWanted extends PageRequest {
  /** One's own organisation's in all states; else the public. */
  which?: 'own' | undefined
  direction?: Direction | undefined
}

/** A portion of one's own listings, or of those that everybody may read. */
export async function listListingPortion(
  q: Queryable,
  actor: Actor | null,
  { limit, before, which, direction }: ListingsWanted,
): Promise<Page<ListedListing>> {
  const rows = await selectListings(q, actor)
    .where((eb) =>
      which === 'own'
        ? eb('listing.organization_id', '=', actor?.organization?.id ?? NIL_UUID)
        : eb('listing.state', 'in', publicStates),
    )
    .$if(direction !== undefined, (query) => query.where('listing.direction', '=', direction!))
    .$if(before !== undefined, (query) => query.where('listing.id', '<', before!))
    .orderBy('listing.id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(
    rows.map((row) => asListed(row, actor)),
    limit,
  )
}

const newestFirst = sql`coalesce(listing.published_at, listing.updated_at)`

/**
 * The same as `mayReadListing`, as the newest ids of each way to be allowed: every way has an index in this order, and
 * only the few that are shown are looked at closely. A property test holds the two together.
 */
function newestReadable(
  q: Queryable,
  actor: Actor | null,
  { direction, states, organizationId, named }: ListingFilter,
  limit: number,
) {
  const newest = () =>
    q
      .selectFrom('listing')
      .select('listing.id')
      .$if(direction !== undefined, (query) => query.where('listing.direction', '=', direction!))
      .$if(states !== undefined, (query) => query.where('listing.state', 'in', states!))
      .$if(organizationId !== undefined, (query) =>
        query.where('listing.organization_id', '=', organizationId!),
      )
      .$if(named === true, (query) => query.where('listing.anonymous', '=', false))
      .orderBy(newestFirst, 'desc')
      .orderBy('listing.id', 'desc')
      .limit(limit)
  const reader = actor?.organization?.id ?? NIL_UUID
  const answered = q
    .selectFrom('interest')
    .select('interest.listing_id')
    .where('interest.organization_id', '=', reader)
  const ways = [
    newest().where('listing.state', 'in', publicStates),
    newest().where('listing.organization_id', '=', reader),
    newest().where('listing.id', 'in', answered),
  ]
  if (isBureau(actor, 'officer')) ways.push(newest().where('listing.state', '<>', sql.lit('draft')))
  return ways
}

/**
 * The newest in the market, for everybody's first page; only of organisations that may act. What the bureau reposts from
 * elsewhere comes after what organisations say themselves.
 */
export async function listNewest(
  q: Queryable,
  actor: Actor | null,
  { direction, limit }: { direction: Direction; limit: number },
): Promise<ListedListing[]> {
  const rows = await selectListings(q, actor)
    .where('listing.state', '=', 'published')
    .where('listing.direction', '=', direction)
    .where('organization.standing', '=', 'verified')
    .orderBy(sql`listing.source is not null`)
    .orderBy('listing.published_at', 'desc')
    .orderBy('listing.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => asListed(row, actor))
}

/** Published listings by their ids, in no order, with what they are compared by. */
export async function listListingsById(q: Queryable, actor: Actor | null, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await selectListings(q, actor)
    .select(['listing.industry_code', 'listing.body'])
    .where('listing.id', 'in', [...ids])
    .where('listing.state', '=', 'published')
    .where('organization.standing', '=', 'verified')
    .execute()
  return rows.map((row) => ({
    ...asListed(row, actor),
    organizationId: row.organization_id,
    industryCode: row.industry_code,
    body: row.body,
  }))
}

/** What waits for review, the most pressing first; never of an organisation that the officer belongs to. */
export async function listListingsForReview(
  q: Queryable,
  actor: Acting,
  { limit = MAX_QUEUE_DAYS } = {},
) {
  if (!isBureau(actor, 'officer')) return queueOf([], limit)
  const pressing = q
    .selectFrom('listing')
    .select('listing.id')
    .where('listing.state', '=', 'submitted')
    .where('listing.organization_id', 'not in', [...actor.memberOf])
    .orderBy('listing.due_at')
    .orderBy('listing.id')
    .limit(limit + 1)
  const rows = await selectListings(q, actor)
    .select(['listing.specs', 'listing.body'])
    .where('listing.id', 'in', unionOfIds(q, [pressing]))
    .orderBy('listing.due_at')
    .orderBy('listing.id')
    .execute()
  const { items, more } = queueOf(rows, limit)
  const flagged = items.map((row) => ({
    ...asListed(row, actor),
    flags: findFlags({ ...row, specs: row.specs as unknown as SpecLine[] }).length,
  }))
  return { items: flagged, more }
}

/** A listing as its page shows it. @throws {Refusal} `missing` */
export async function getListing(q: Queryable, actor: Actor | null, id: string) {
  const row = await selectListings(q, actor)
    .select(['listing.specs', 'listing.body', 'listing.remarks', 'listing.version'])
    .select(['organization.tier', 'organization.standing', 'listing.industry_code'])
    .where('listing.id', '=', id)
    .executeTakeFirst()
  const state = row?.state as ListingState
  if (
    !row ||
    !mayReadListing(actor, {
      organizationId: row.organization_id,
      state,
      hasInterest: row.has_interest ?? false,
    })
  ) {
    throw refuse('missing', 'missing')
  }
  const listed = asListed(row, actor)
  return {
    ...listed,
    body: row.body,
    organizationId: row.organization_id,
    tier: listed.owner && !listed.reposted ? row.tier : 'none',
    specs: row.specs as unknown as SpecLine[],
    industryCode: row.industry_code,
    anonymous: row.anonymous,
    source: row.source,
    remarks: row.remarks,
    version: row.version,
  }
}

const nearAbove = 0.5
const mostNear = 5

/**
 * Listings of any organisation whose title is nearly the same (pg_trgm): what a reviewer compares with.
 * An index finds what is similar at all (`%`), the nearest of it count.
 */
export async function listNearDuplicates(q: Queryable, listing: { id: string; title: string }) {
  const likeness = sql<number>`similarity(listing.title, ${listing.title})`
  const rows = await q
    .selectFrom('listing')
    .innerJoin('organization', 'organization.id', 'listing.organization_id')
    .select(['listing.id', 'listing.title', 'listing.state', 'organization.name as owner'])
    .select(['listing.organization_id', likeness.as('likeness')])
    .where(sql<boolean>`listing.title % ${listing.title}`)
    .where(likeness, '>=', nearAbove)
    .where('listing.id', '<>', listing.id)
    .where('listing.state', 'not in', ['draft', 'withdrawn'])
    .orderBy('likeness', 'desc')
    .orderBy('listing.id')
    .limit(mostNear)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    state: row.state as ListingState,
    owner: row.owner,
    organizationId: row.organization_id,
    percent: Math.round(row.likeness * 100),
  }))
}
