import type { Queryable } from '#db'
import { type Actor, actsFor } from '../actor.ts'
import { sectionOf } from '../industry/industry.ts'
import { maySeeOwner } from '../listing/policy.ts'
import { findableStandings } from '../organization/search.server.ts'
import { maySeeName } from '../request/policy.ts'
import { findableTo } from '../request/search.server.ts'
import { isSectionShared } from '../request/unnamed.server.ts'
import { shownEnterprise } from '../request/unnamed.ts'
import { findableSessionStates } from '../session/search.server.ts'
import type { HitRef } from './finder.ts'

/**
 * Reads what was found from Postgres under the reader's rights, in the order in which it was found. What changed since
 * it was indexed, or isn't the reader's to see, is left out.
 */
export async function hydrateHits(
  q: Queryable,
  actor: Actor | null,
  pointers: readonly HitRef[],
): Promise<Hit[]> {
  const ids = (kind: string) =>
    pointers.filter((pointer) => pointer.kind === kind).map(({ id }) => id)
  const found = await Promise.all([
    readOrganizations(q, ids('organization')),
    readProducts(q, ids('product')),
    readRequests(q, actor, ids('request')),
    readSessions(q, ids('session')),
    readListings(q, actor, ids('listing')),
  ])
  const byId = new Map<string, Hit>(found.flat().map((hit) => [`${hit.kind} ${hit.id}`, hit]))
  return pointers
    .map(({ kind, id }) => byId.get(`${kind} ${id}`))
    .filter((hit) => hit !== undefined)
}

export type Hit = Awaited<
  ReturnType<
    | typeof readOrganizations
    | typeof readProducts
    | typeof readRequests
    | typeof readSessions
    | typeof readListings
  >
>[number]

async function readOrganizations(q: Queryable, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('organization')
    .select(['id', 'kind', 'name', 'standing', 'tier', 'uscc', 'street', 'road', 'registered_on'])
    .select(['industry_code', 'industry_proposed', 'business_scope', 'intro', 'offers'])
    .where('id', 'in', ids)
    .where('standing', 'in', findableStandings)
    .execute()
  return rows.map((row) => ({
    kind: 'organization' as const,
    id: row.id,
    title: row.name,
    url: `/organizations/${row.id}`,
    organizationKind: row.kind,
    standing: row.standing,
    tier: row.tier,
    uscc: row.uscc,
    place: row.street ?? row.road,
    registeredOn: row.registered_on,
    industry: row.industry_code,
    industryProposed: row.industry_proposed,
    text: row.offers ?? row.intro ?? row.business_scope ?? '',
  }))
}

async function readProducts(q: Queryable, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .select(['product.id', 'product.name', 'product.amount_min_fen', 'product.amount_max_fen'])
    .select(['product.amount_note', 'product.term_max_months', 'product.rate_low_bp'])
    .select(['product.rate_high_bp', 'product.guarantees', 'product.tiers', 'product.target_note'])
    .select(['product.region', 'organization.name as institution'])
    .where('product.id', 'in', ids)
    .where('product.state', '=', 'published')
    .where('organization.standing', 'in', findableStandings)
    .execute()
  return rows.map((row) => ({
    kind: 'product' as const,
    id: row.id,
    title: row.name,
    url: `/products/${row.id}`,
    institution: row.institution,
    amountMinFen: row.amount_min_fen,
    amountMaxFen: row.amount_max_fen,
    termMaxMonths: row.term_max_months,
    rateLowBp: row.rate_low_bp,
    rateHighBp: row.rate_high_bp,
    guarantees: row.guarantees,
    tiers: row.tiers,
    region: row.region,
    text: row.target_note ?? row.amount_note ?? '',
  }))
}

async function readRequests(q: Queryable, actor: Actor | null, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('request')
    .innerJoin('organization', 'organization.id', 'request.organization_id')
    .select(['request.id', 'request.title', 'request.state', 'request.amount_fen'])
    .select(['request.term_months', 'request.rate_max_bp', 'request.guarantees'])
    .select(['request.urgency', 'request.purpose', 'request.anonymous', 'request.organization_id'])
    .select(['organization.name', 'organization.tier', 'organization.industry_code'])
    .select(['organization.street', isSectionShared.as('is_section_shared')])
    .where('request.id', 'in', ids)
    .where(findableTo(actor))
    .execute()
  return rows.map((row) => {
    const named = maySeeName(actor, {
      organizationId: row.organization_id,
      anonymous: row.anonymous,
      holdsLiveThread: false,
    })
    const { enterprise, tier, industryCode } = shownEnterprise(
      {
        id: row.organization_id,
        name: row.name,
        street: row.street,
        industryCode: row.industry_code,
        tier: row.tier,
        isSectionShared: row.is_section_shared,
      },
      named,
    )
    return {
      kind: 'request' as const,
      id: row.id,
      title: row.title,
      url: `/requests/${row.id}`,
      state: row.state,
      own: actsFor(actor, row.organization_id),
      enterprise: enterprise?.name ?? null,
      tier,
      industry: industryCode && sectionOf(industryCode),
      amountFen: row.amount_fen,
      termMonths: row.term_months,
      rateMaxBp: row.rate_max_bp,
      guarantees: row.guarantees,
      urgency: row.urgency,
      text: row.purpose,
    }
  })
}

async function readSessions(q: Queryable, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('session')
    .innerJoin('organization', 'organization.id', 'session.organization_id')
    .select(['session.id', 'session.title', 'session.state', 'session.type', 'session.place'])
    .select(['session.starts_at', 'session.summary', 'organization.name as host'])
    .where('session.id', 'in', ids)
    .where('session.state', 'in', findableSessionStates)
    .execute()
  return rows.map((row) => ({
    kind: 'session' as const,
    id: row.id,
    title: row.title,
    url: `/sessions/${row.id}`,
    state: row.state,
    type: row.type,
    place: row.place,
    startsAt: row.starts_at,
    host: row.host,
    text: row.summary ?? '',
  }))
}

async function readListings(q: Queryable, actor: Actor | null, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('listing')
    .innerJoin('organization', 'organization.id', 'listing.organization_id')
    .select(['listing.id', 'listing.title', 'listing.direction', 'listing.kind', 'listing.body'])
    .select(['listing.price_low_fen', 'listing.price_high_fen', 'listing.quantity', 'listing.unit'])
    .select(['listing.place', 'listing.deadline', 'listing.certificates', 'listing.anonymous'])
    .select(['listing.source', 'listing.organization_id', 'organization.name'])
    .where('listing.id', 'in', ids)
    .where('listing.state', '=', 'published')
    .where('organization.standing', '=', 'verified')
    .execute()
  return rows.map((row) => {
    const facts = { organizationId: row.organization_id, anonymous: row.anonymous, accepted: false }
    return {
      kind: 'listing' as const,
      id: row.id,
      title: row.title,
      url: `/listings/${row.id}`,
      direction: row.direction,
      listingKind: row.kind,
      owner: maySeeOwner(actor, facts) ? row.name : null,
      reposted: row.source !== null,
      priceLowFen: row.price_low_fen,
      priceHighFen: row.price_high_fen,
      quantity: row.quantity,
      unit: row.unit,
      place: row.place,
      deadline: row.deadline,
      certificates: row.certificates,
      text: row.body,
    }
  })
}
