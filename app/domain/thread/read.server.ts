import { type Queryable, sql, unionOfIds } from '#db'
import { nameOf } from '../account/name.server.ts'
import { type Acting, type Actor, isBureau } from '../actor.ts'
import type { EligibilitySummary } from '../eligibility/eligibility.ts'
import { activeOfferSide, type OfferState, type Side } from '../offer/offer.ts'
import { type Page, type PageRequest, toPage } from '../pagination.ts'
import { MAX_QUEUE_DAYS } from '../queue.ts'
import { refuse } from '../refusal.ts'
import { mayReadThread, sideOf } from './policy.ts'
import { type ThreadState, whoseTurn } from './thread.ts'

function selectThreads(q: Queryable) {
  return q
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .innerJoin('organization as enterprise', 'enterprise.id', 'request.organization_id')
    .innerJoin('organization as institution', 'institution.id', 'thread.institution_id')
    .leftJoin('offer', (join) =>
      join
        .onRef('offer.thread_id', '=', 'thread.id')
        .on('offer.state', 'in', ['made', 'countered', 'accepted']),
    )
    .select([
      'thread.id',
      'thread.state',
      'thread.origin',
      'thread.due_at',
      'thread.entered_at',
      'thread.created_at',
      'thread.reason',
      'thread.reason_code',
      'thread.institution_id',
      'thread.session_id',
      'request.id as request_id',
      'request.title',
      'request.amount_fen',
      'request.term_months',
      'request.organization_id as enterprise_id',
      'enterprise.name as enterprise_name',
      'institution.name as institution_name',
      nameOf('thread.officer_id').as('officer_name'),
      'offer.state as offer_state',
      'offer.valid_until as offer_valid_until',
      'offer.amount_fen as offer_amount_fen',
      'offer.rate_bp as offer_rate_bp',
      sql<Side[]>`array(select side from disbursement where disbursement.thread_id = thread.id)`.as(
        'confirmed',
      ),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectThreads>['execute']>>[number]

function asListed(row: Row) {
  const state = row.state as ThreadState
  const offerSide = row.offer_state ? activeOfferSide(row.offer_state as OfferState) : null
  return {
    id: row.id,
    state,
    origin: row.origin,
    dueAt: row.due_at,
    enteredAt: row.entered_at,
    createdAt: row.created_at,
    reason: row.reason,
    reasonCode: row.reason_code,
    sessionId: row.session_id,
    request: {
      id: row.request_id,
      title: row.title,
      amountFen: row.amount_fen,
      termMonths: row.term_months,
    },
    enterprise: { id: row.enterprise_id, name: row.enterprise_name },
    institution: { id: row.institution_id, name: row.institution_name },
    officer: row.officer_name,
    offer: row.offer_state
      ? {
          state: row.offer_state as OfferState,
          validUntil: row.offer_valid_until!,
          amountFen: row.offer_amount_fen!,
          rateBp: row.offer_rate_bp!,
        }
      : null,
    confirmed: row.confirmed,
    turn: whoseTurn({ state, offerSide, confirmed: row.confirmed }),
  }
}

export type ListedThread = ReturnType<typeof asListed>

/** The threads of the actor's organisation, on either side; for an officer all. Late ones first. */
export async function listThreads(
  q: Queryable,
  actor: Acting,
  { limit = 300, states }: { limit?: number; states?: readonly ThreadState[] } = {},
): Promise<ListedThread[]> {
  const all: boolean = isBureau(actor, 'officer')
  const own = actor.organization.id
  const taken = q
    .selectFrom('thread')
    .select('thread.id')
    .where('thread.institution_id', '=', own)
    .$if(states !== undefined, (query) => query.where('thread.state', 'in', states!))
    .orderBy('thread.due_at', (order) => order.asc().nullsLast())
    .orderBy('thread.id', 'desc')
    .limit(limit)
  const given = q
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .select('thread.id')
    .where('request.organization_id', '=', own)
  const rows = await selectThreads(q)
    .$if(!all, (query) => query.where('thread.id', 'in', unionOfIds(q, [taken, given])))
    .$if(states !== undefined, (query) => query.where('thread.state', 'in', states!))
    .orderBy('thread.due_at', (order) => order.asc().nullsLast())
    .orderBy('thread.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(asListed).filter((item) =>
    mayReadThread(actor, {
      institutionId: item.institution.id,
      enterpriseId: item.enterprise.id,
    }),
  )
}

export interface ThreadsWanted extends PageRequest {
  requestId?: string | undefined
  state?: ThreadState | undefined
}

/** A portion of the threads of the actor's organisation, on either side; for an officer of all. */
export async function listThreadPortion(
  q: Queryable,
  actor: Acting,
  { limit, before, requestId, state }: ThreadsWanted,
): Promise<Page<ListedThread>> {
  const all: boolean = isBureau(actor, 'officer')
  const works = sideOf(actor, {
    institutionId: actor.organization.id,
    enterpriseId: actor.organization.id,
  })
  if (!all && !works) return { items: [], next: null }
  const rows = await selectThreads(q)
    .where((eb) =>
      all
        ? eb.lit(true)
        : eb.or([
            eb('thread.institution_id', '=', actor.organization.id),
            eb('request.organization_id', '=', actor.organization.id),
          ]),
    )
    .$if(requestId !== undefined, (query) => query.where('thread.request_id', '=', requestId!))
    .$if(state !== undefined, (query) => query.where('thread.state', '=', state!))
    .$if(before !== undefined, (query) => query.where('thread.id', '<', before!))
    .orderBy('thread.id', 'desc')
    .limit(limit + 1)
    .execute()
  const mine = rows.map(asListed).filter((item) =>
    mayReadThread(actor, {
      institutionId: item.institution.id,
      enterpriseId: item.enterprise.id,
    }),
  )
  return toPage(mine, limit)
}

/** Threads past their deadline, for the bureau, the latest first. */
export async function listOverdue(
  q: Queryable,
  actor: Acting,
  now: Date,
  { limit = MAX_QUEUE_DAYS } = {},
): Promise<ListedThread[]> {
  if (!isBureau(actor, 'officer')) return []
  const rows = await selectThreads(q)
    .where('thread.due_at', '<', now)
    .orderBy('thread.due_at')
    .limit(limit)
    .execute()
  return rows.map(asListed)
}

/** The threads on one request, for its enterprise to compare. */
export async function listThreadsOn(
  q: Queryable,
  actor: Actor | null,
  requestId: string,
): Promise<ListedThread[]> {
  const rows = await selectThreads(q)
    .where('thread.request_id', '=', requestId)
    .orderBy('thread.created_at')
    .execute()
  return rows.map(asListed).filter((item) =>
    mayReadThread(actor, {
      institutionId: item.institution.id,
      enterpriseId: item.enterprise.id,
    }),
  )
}

/** A thread as its page shows it, with whose side the actor is on. @throws {Refusal} `missing` */
export async function getThread(q: Queryable, actor: Acting, id: string) {
  const row = await selectThreads(q)
    .select(['thread.eligibility'])
    .where('thread.id', '=', id)
    .executeTakeFirst()
  const sides = row && { institutionId: row.institution_id, enterpriseId: row.enterprise_id }
  if (!row || !sides || !mayReadThread(actor, sides)) throw refuse('missing', 'missing')
  return {
    ...asListed(row),
    side: sideOf(actor, sides),
    /** How an application's conditions stood; null where nobody applied. */
    eligibility: row.eligibility as EligibilitySummary[] | null,
  }
}

/** Every set of terms that was on a thread's table, the newest first, and what was said to be paid out. */
export async function readTerms(q: Queryable, threadId: string) {
  const offers = await q
    .selectFrom('offer')
    .innerJoin('offer_terms', 'offer_terms.offer_id', 'offer.id')
    .select([
      'offer.id',
      'offer.state',
      'offer.version as current',
      'offer_terms.version',
      'offer_terms.side',
      'offer_terms.amount_fen',
      'offer_terms.rate_bp',
      'offer_terms.term_months',
      'offer_terms.guarantees',
      'offer_terms.conditions',
      'offer_terms.valid_until',
      'offer_terms.at',
    ])
    .where('offer.thread_id', '=', threadId)
    .orderBy('offer_terms.at', 'desc')
    .orderBy('offer_terms.version', 'desc')
    .execute()
  const paid = await q
    .selectFrom('disbursement')
    .select(['side', 'amount_fen', 'paid_on'])
    .where('thread_id', '=', threadId)
    .execute()
  return {
    terms: offers.map((row) => ({
      offerId: row.id,
      offerState: row.state as OfferState,
      offerVersion: row.current,
      version: row.version,
      side: row.side as Side,
      amountFen: row.amount_fen,
      rateBp: row.rate_bp,
      termMonths: row.term_months,
      guarantees: row.guarantees,
      conditions: row.conditions,
      validUntil: row.valid_until,
      at: row.at,
    })),
    disbursements: paid.map((row) => ({
      side: row.side as Side,
      amountFen: row.amount_fen,
      paidOn: row.paid_on,
    })),
  }
}

export type KeptTerms = Awaited<ReturnType<typeof readTerms>>['terms'][number]
