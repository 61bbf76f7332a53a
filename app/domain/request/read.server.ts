import { type Queryable, sql, unionOfIds } from '#db'
import { type Acting, type Actor, actsFor, isBureau } from '../actor.ts'
import { NIL_UUID } from '../nil-uuid.ts'
import { type Page, type PageRequest, toPage } from '../pagination.ts'
import { MAX_QUEUE_DAYS, type Queue, queueOf } from '../queue.ts'
import { refuse } from '../refusal.ts'
import { terminatedStates } from '../thread/thread.ts'
import { maySeeName } from './policy.ts'
import { openStates, type RequestAudience, type RequestState } from './request.ts'
import { isSectionShared } from './unnamed.server.ts'
import { shownEnterprise } from './unnamed.ts'
import { onMarket, requestWaysOf, visibleOnMarket, visibleTo } from './visibility.server.ts'
import { mayReadRequest, type RequestFacts } from './visibility.ts'

export { findDetail, findDetailByOffice } from './detail.server.ts'

/** Requests with their enterprise, the reader's own part in them, and how many institutions hold them. */
function selectRequests(q: Queryable, actor: Actor | null) {
  const reader = actor?.organization?.id ?? NIL_UUID
  return q
    .selectFrom('request')
    .innerJoin('organization', 'organization.id', 'request.organization_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('thread')
          .whereRef('thread.request_id', '=', 'request.id')
          .select([
            sql<number>`count(*) filter (where thread.state <> all (${[...terminatedStates]}))`.as(
              'live',
            ),
            sql<boolean>`coalesce(bool_or(thread.institution_id = ${reader}), false)`.as(
              'has_thread',
            ),
            sql<
              string | null
            >`(array_agg(thread.id) filter (where thread.institution_id = ${reader} and thread.state <> all (${[...terminatedStates]})))[1]`.as(
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
      isSectionShared.as('is_section_shared'),
    ])
}

/** The newest of each way: every way has an index in this order, and only the few that are shown are looked at closely. */
function newestReadable(q: Queryable, actor: Actor | null, limit: number) {
  return Object.values(requestWaysOf(actor)).map((way) =>
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
  const enterprise = {
    id: row.organization_id,
    name: row.enterprise,
    street: row.street,
    industryCode: row.industry_code,
    tier: row.tier,
    isSectionShared: row.is_section_shared,
  }
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
    /** Its enterprise is null for who may not know it. */
    ...shownEnterprise(enterprise, named),
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
  const ways = newestReadable(q, actor, limit)
  if (ways.length === 0) return []
  const rows = await selectRequests(q, actor)
    .where('request.id', 'in', unionOfIds(q, ways))
    .orderBy('request.updated_at', 'desc')
    .orderBy('request.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => asListed(row, actor))
}

export interface RequestsWanted extends PageRequest {
  /** One's own organisation's, those that can be claimed, those that wait for review, or all that one may read. */
  which?: 'own' | 'open' | 'review' | undefined
  state?: RequestState | undefined
}

/** A portion of the requests that the actor may read. */
export async function listRequestPortion(
  q: Queryable,
  actor: Acting,
  { limit, before, which, state }: RequestsWanted,
): Promise<Page<ListedRequest>> {
  const rows = await selectRequests(q, actor)
    .where(visibleTo(actor))
    .where((eb) => {
      if (which === 'own') return eb('request.organization_id', '=', actor.organization.id)
      if (which === 'open') return onMarket()
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
  return toPage(
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
  const rows = await selectRequests(q, actor)
    .where(visibleOnMarket(actor, untaken ? ['published'] : openStates))
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
  { limit = MAX_QUEUE_DAYS } = {},
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

/**
 * A request: what rights on it are decided by, and what its page shows. `facts` stay on the server. Its private part is
 * read by `findDetail`. @throws {Refusal} `missing`
 */
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
  const facts = row && factsOf(row)
  if (!row || !facts || !mayReadRequest(actor, facts)) throw refuse('missing', 'missing')
  const answers = actsFor(actor, facts.organizationId) || isBureau(actor, 'officer')
  return {
    facts,
    view: {
      ...asListed(row, actor),
      anonymous: row.anonymous,
      purpose: row.purpose,
      collateralNote: row.collateral_note,
      /** What its reviewer asked for, for who answers it. */
      remarks: answers ? row.remarks : null,
      version: row.version,
    },
  }
}

const factsOf = (row: Row): RequestFacts => ({
  organizationId: row.organization_id,
  state: row.state as RequestState,
  audience: row.audience as RequestAudience,
  hasThread: row.has_thread ?? false,
})
