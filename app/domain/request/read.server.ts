import {
  anyOf,
  type ExpressionBuilder,
  expressionBuilder,
  type Queryable,
  type Schema,
  sql,
} from '#db'
import { type Acting, type Actor, isBureau, isInstitution } from '../actor.ts'
import type { OfficeBasis } from '../consent/vocabulary.ts'
import { nobody } from '../nobody.ts'
import { cut, type Portion, type PortionOf } from '../portion.ts'
import { longestQueue, type Queue, queueOf } from '../queue.ts'
import { refuse } from '../refusal.ts'
import { openField } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'
import { freedStates } from '../thread/thread.ts'
import { mayReadRequest, maySeeName } from './may.ts'
import { openStates, type RequestAudience, type RequestState } from './request.ts'

/** Requests with their enterprise, the reader's own part in them, and how many institutions hold them. */
function selectRequests(q: Queryable, actor: Actor | null) {
  const reader = actor?.organization?.id ?? nobody
  return q
    .selectFrom('request')
    .innerJoin('organization', 'organization.id', 'request.organization_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('thread')
          .whereRef('thread.request_id', '=', 'request.id')
          .select([
            sql<number>`count(*) filter (where thread.state <> all (${[...freedStates]}))`.as(
              'live',
            ),
            sql<boolean>`coalesce(bool_or(thread.institution_id = ${reader}), false)`.as(
              'has_thread',
            ),
            sql<
              string | null
            >`(array_agg(thread.id) filter (where thread.institution_id = ${reader} and thread.state <> all (${[...freedStates]})))[1]`.as(
              'live_thread_id',
            ),
          ])
          .as('course'),
      (join) => join.onTrue(),
    )
    .select([
      'request.id',
      'request.state',
      'request.title',
      'request.amount_fen',
      'request.term_months',
      'request.rate_max_bp',
      'request.guarantees',
      'request.urgency',
      'request.anonymous',
      'request.cap',
      'request.audience',
      'request.expires_on',
      'request.published_at',
      'request.updated_at',
      'request.organization_id',
      'organization.name as enterprise',
      'organization.street',
      'organization.industry_code',
      'organization.tier',
      'course.live',
      'course.has_thread',
      'course.live_thread_id',
    ])
}

/** The same as `mayReadRequest`, as the ways to be allowed. A property test holds the two together. */
function waysToRead(eb: ExpressionBuilder<Schema, 'request'>, actor: Actor | null) {
  const reader = actor?.organization?.id ?? nobody
  const ways = [eb('request.organization_id', '=', reader)]
  if (isBureau(actor, 'officer', 'host')) ways.push(eb('request.state', '<>', sql.lit('draft')))
  if (isInstitution(actor)) {
    const held = eb
      .selectFrom('thread')
      .select('thread.request_id')
      .where('thread.institution_id', '=', reader)
    ways.push(
      eb.and([eb('request.state', 'in', openStates), eb('request.audience', '=', 'market')]),
      eb('request.id', 'in', held),
    )
  }
  return ways
}

/** The newest of each way: every way has an index in this order, and only the few that are shown are looked at closely. */
function newestReadable(q: Queryable, actor: Actor | null, limit: number) {
  return waysToRead(expressionBuilder<Schema, 'request'>(), actor).map((way) =>
    q
      .selectFrom('request')
      .select('request.id')
      .where(way)
      .orderBy('request.updated_at', 'desc')
      .orderBy('request.id', 'desc')
      .limit(limit),
  )
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRequests>['execute']>>[number]

function asListed(row: Row, actor: Actor | null) {
  const named = maySeeName(actor, {
    organizationId: row.organization_id,
    anonymous: row.anonymous,
    holdsLiveThread: row.live_thread_id !== null,
  })
  return {
    id: row.id,
    state: row.state as RequestState,
    title: row.title,
    amountFen: row.amount_fen,
    termMonths: row.term_months,
    rateMaxBp: row.rate_max_bp,
    guarantees: row.guarantees,
    urgency: row.urgency,
    cap: row.cap,
    direct: row.audience === 'direct',
    live: Number(row.live ?? 0),
    expiresOn: row.expires_on,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    street: row.street,
    industryCode: row.industry_code,
    tier: row.tier,
    /** Null for who may not know it. */
    enterprise: named ? { id: row.organization_id, name: row.enterprise } : null,
    ownThreadId: row.live_thread_id,
  }
}

export type ListedRequest = ReturnType<typeof asListed>

/** Every request that the actor may read, the newest first. */
export async function listRequests(
  q: Queryable,
  actor: Actor | null,
  { limit = 100 } = {},
): Promise<ListedRequest[]> {
  const rows = await selectRequests(q, actor)
    .where('request.id', 'in', anyOf(q, newestReadable(q, actor, limit)))
    .orderBy('request.updated_at', 'desc')
    .orderBy('request.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => asListed(row, actor))
}

export interface RequestsWanted extends PortionOf {
  /** One's own organisation's, those that can be claimed, those that wait for review, or all that one may read. */
  which?: 'own' | 'open' | 'review' | undefined
  state?: RequestState | undefined
}

/** A portion of the requests that the actor may read. */
export async function listRequestPortion(
  q: Queryable,
  actor: Acting,
  { limit, before, which, state }: RequestsWanted,
): Promise<Portion<ListedRequest>> {
  const rows = await selectRequests(q, actor)
    .where(({ eb }) => eb.or(waysToRead(eb as never, actor)))
    .where((eb) => {
      if (which === 'own') return eb('request.organization_id', '=', actor.organization.id)
      if (which === 'open')
        return eb.and([
          eb('request.state', 'in', openStates),
          eb('request.audience', '=', 'market'),
        ])
      if (which === 'review')
        return eb.and([
          eb('request.state', '=', 'submitted'),
          eb('request.organization_id', 'not in', [...actor.memberOf]),
          eb.lit(isBureau(actor, 'officer')),
        ])
      return eb.lit(true)
    })
    .$if(state !== undefined, (query) => query.where('request.state', '=', state!))
    .$if(before !== undefined, (query) => query.where('request.id', '<', before!))
    .orderBy('request.id', 'desc')
    .limit(limit + 1)
    .execute()
  return cut(
    rows.map((row) => asListed(row, actor)),
    limit,
  )
}

/** Open requests for institutions to claim: the urgent and the untaken first. */
export async function listOpenRequests(
  q: Queryable,
  actor: Acting,
  { maxFen, untaken }: { maxFen?: number | undefined; untaken?: boolean } = {},
): Promise<ListedRequest[]> {
  const all = isInstitution(actor) || isBureau(actor, 'officer', 'host')
  const rows = await selectRequests(q, actor)
    .$if(!all, (query) => query.where('request.organization_id', '=', actor.organization.id))
    .where('request.state', 'in', untaken ? ['published'] : openStates)
    .where('request.audience', '=', 'market')
    .$if(maxFen !== undefined, (query) => query.where('request.amount_fen', '<=', maxFen!))
    .orderBy(sql`request.state = 'full'`)
    .orderBy(sql`array_position(array['urgent', 'soon', 'normal'], request.urgency)`)
    .orderBy('request.published_at')
    .limit(200)
    .execute()
  return rows.map((row) => asListed(row, actor))
}

/** What waits for review, the oldest first; never of an organisation that the officer belongs to. */
export async function listRequestsForReview(
  q: Queryable,
  actor: Acting,
  { limit = longestQueue } = {},
): Promise<Queue<ListedRequest>> {
  if (!isBureau(actor, 'officer')) return queueOf([], limit)
  const rows = await selectRequests(q, actor)
    .where('request.state', '=', 'submitted')
    .where('request.organization_id', 'not in', [...actor.memberOf])
    .orderBy('request.updated_at')
    .limit(limit + 1)
    .execute()
  return queueOf(
    rows.map((row) => asListed(row, actor)),
    limit,
  )
}

/** A request as its page shows it; its private part is read by `readDetail`. @throws {Refusal} `missing` */
export async function getRequest(q: Queryable, actor: Actor | null, id: string) {
  const row = await selectRequests(q, actor)
    .select([
      'request.purpose',
      'request.collateral_note',
      'request.remarks',
      'request.version',
      'organization.business_scope',
    ])
    .where('request.id', '=', id)
    .executeTakeFirst()
  const state = row?.state as RequestState
  if (
    !row ||
    !mayReadRequest(actor, {
      organizationId: row.organization_id,
      state,
      audience: row.audience as RequestAudience,
      hasThread: row.has_thread ?? false,
    })
  ) {
    throw refuse('missing', 'missing')
  }
  return {
    ...asListed(row, actor),
    organizationId: row.organization_id,
    anonymous: row.anonymous,
    purpose: row.purpose,
    collateralNote: row.collateral_note,
    remarks: row.remarks,
    version: row.version,
  }
}

/**
 * The private part, as far as the actor's organisation may read it: all for the enterprise; what a consent in force names
 * for who holds a live thread, and each of those reads leaves a receipt. Null for everybody else.
 */
export async function findDetail(q: Queryable, actor: Acting, requestId: string, at: Date) {
  const { rows } = await sql<DetailRow>`
    select * from private.read_request_detail(${requestId}, ${actor.organization.id}, ${actor.personId}, ${at})
  `.execute(q)
  const row = rows[0]
  if (!row) return null
  return asDetail(q, requestId, row)
}

/** The private part for an officer who reviews, by office and on a basis; the enterprise finds the receipt. Null for others. */
export async function findDetailByOffice(
  q: Queryable,
  actor: Acting,
  { requestId, basis, at }: { requestId: string; basis: OfficeBasis; at: Date },
) {
  const { rows } = await sql<DetailRow>`
    select * from private.read_request_by_office(
      ${requestId}, ${actor.organization.id}, ${actor.personId}, ${basis}, ${at})
  `.execute(q)
  return rows[0] ? asDetail(q, requestId, rows[0]) : null
}

const asDetail = (q: Queryable, requestId: string, row: DetailRow) => ({
  contactName: openField(
    q,
    row.contact_name,
    sealedIn('private.request_detail.contact_name', requestId),
  ),
  contactPhone: openField(
    q,
    row.contact_phone,
    sealedIn('private.request_detail.contact_phone', requestId),
  ),
  revenueFen: row.revenue_fen,
  taxFen: row.tax_fen,
  collateralDetail: row.collateral_detail,
  disclosed: row.disclosed,
})

interface DetailRow {
  contact_name: string | null
  contact_phone: string | null
  revenue_fen: number | null
  tax_fen: number | null
  collateral_detail: string | null
  disclosed: string[]
}
