import {
  type Expression,
  exactSum,
  expressionBuilder,
  type Queryable,
  type Schema,
  type SqlBool,
  sql,
} from '#db'
import { type Acting, isBureau } from '../actor.ts'
import { type Page, type PageRequest, toPage } from '../pagination.ts'
import { visibleTo } from '../request/visibility.server.ts'
import type { ThreadState } from '../thread/thread.ts'
import { type Busiest, type PublicSums, publicSums, type Sum } from './public.ts'

/** Intent, signed and fulfilled are always told apart (意向, 签约, 落地). */
export interface LedgerSums {
  intent: Sum
  signed: Sum
  fulfilled: Sum
}

export interface LedgerFilter {
  sessionId?: string | undefined
}

/**
 * What came of the market: one row a thread. The bureau reads those of requests that it may read, everybody else their own.
 * Signed is what both agreed to, fulfilled what both say was paid out.
 */
export async function listLedger(
  q: Queryable,
  actor: Acting,
  filter: LedgerFilter = {},
  limit = 500,
) {
  const rows = await ownLedger(q, actor, filter)
    .orderBy('thread.updated_at', 'desc')
    .orderBy('thread.id')
    .limit(limit)
    .execute()
  return rows.map(asRow)
}

/** A portion of the same, for programs. */
export async function listLedgerPortion(
  q: Queryable,
  actor: Acting,
  { limit, before, ...filter }: LedgerFilter & PageRequest,
): Promise<Page<LedgerRow>> {
  const rows = await ownLedger(q, actor, filter)
    .$if(before !== undefined, (query) => query.where('thread.id', '<', before!))
    .orderBy('thread.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = toPage(rows, limit)
  return { items: items.map(asRow), next }
}

const ownLedger = (q: Queryable, actor: Acting, filter: LedgerFilter) =>
  ledger(q)
    .$if(filter.sessionId !== undefined, (query) =>
      query.where('thread.session_id', '=', filter.sessionId!),
    )
    .where(ownRows(actor))

/** Whose rows somebody reads: the bureau those of requests that it may read, everybody else their own. */
function ownRows(actor: Acting): Expression<SqlBool> {
  const isStaff: boolean = isBureau(actor, 'officer', 'host')
  if (isStaff) return visibleTo(actor)
  const eb = expressionBuilder<Schema, 'thread' | 'request'>()
  return eb.or([
    eb('thread.institution_id', '=', actor.organization.id),
    eb('request.organization_id', '=', actor.organization.id),
  ])
}

type Row = Awaited<ReturnType<ReturnType<typeof ledger>['execute']>>[number]

const asRow = (row: Row) => ({
  threadId: row.id,
  state: row.state as ThreadState,
  origin: row.origin,
  at: row.updated_at,
  request: { id: row.request_id, title: row.title, amountFen: row.amount_fen },
  enterprise: row.enterprise,
  institution: row.institution,
  signedFen: row.signed_fen,
  rateBp: row.rate_bp,
  fulfilledFen: row.fulfilled_fen,
})

export type LedgerRow = ReturnType<typeof asRow>

/** The three sums of a ledger: of the rows that a reader has, or of all where none is named. */
export async function sumLedger(
  q: Queryable,
  { sessionId, reader }: LedgerFilter & { reader?: Acting } = {},
): Promise<LedgerSums> {
  const row = await q
    .selectFrom(
      ledger(q)
        .$if(sessionId !== undefined, (query) => query.where('thread.session_id', '=', sessionId!))
        .$if(reader !== undefined, (query) => query.where(ownRows(reader!)))
        .as('ledger'),
    )
    .select([
      sql<number>`count(*)`.as('intents'),
      exactSum('distinct_amount').as('intent_fen'),
      sql<number>`count(signed_fen)`.as('signed'),
      exactSum('signed_fen').as('signed_fen'),
      sql<number>`count(fulfilled_fen)`.as('fulfilled'),
      exactSum('fulfilled_fen').as('fulfilled_fen'),
    ])
    .executeTakeFirstOrThrow()
  return {
    intent: { count: Number(row.intents), amountFen: row.intent_fen },
    signed: { count: Number(row.signed), amountFen: row.signed_fen },
    fulfilled: { count: Number(row.fulfilled), amountFen: row.fulfilled_fen },
  }
}

/** What everybody may read of what was signed and paid out. */
export async function sumLedgerPublicly(q: Queryable): Promise<PublicSums> {
  const [sums, { rows }] = await Promise.all([
    sumLedger(q),
    sql<Busiest>`
      select max(signed) as signed, max(fulfilled) as fulfilled from (
        select count(signed_fen) as signed, count(fulfilled_fen) as fulfilled
        from ${ledger(q)} as ledger
          cross join lateral (values (enterprise_id), (institution_id)) as side (organization_id)
        where signed_fen is not null
        group by side.organization_id
      ) as part`.execute(q),
  ])
  return publicSums(sums, rows[0]!)
}

/** A request that three institutions hold is three intents and one amount: its amount counts with its first thread. */
const ledger = (q: Queryable) =>
  q
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .innerJoin('organization as enterprise', 'enterprise.id', 'request.organization_id')
    .innerJoin('organization as institution', 'institution.id', 'thread.institution_id')
    .leftJoin('offer', (join) =>
      join
        .onRef('offer.thread_id', '=', 'thread.id')
        .on('offer.state', '=', 'accepted')
        .on('thread.state', 'in', ['accepted', 'disbursed', 'settled']),
    )
    .leftJoin('disbursement', (join) =>
      join
        .onRef('disbursement.thread_id', '=', 'thread.id')
        .on('disbursement.side', '=', 'institution')
        .on('thread.state', 'in', ['disbursed', 'settled']),
    )
    .select([
      'thread.id',
      'thread.state',
      'thread.origin',
      'thread.updated_at',
      'request.id as request_id',
      'request.title',
      'request.amount_fen',
      'enterprise.id as enterprise_id',
      'institution.id as institution_id',
      'enterprise.name as enterprise',
      'institution.name as institution',
      'offer.amount_fen as signed_fen',
      'offer.rate_bp',
      'disbursement.amount_fen as fulfilled_fen',
      sql<number>`case when row_number() over (partition by request.id order by thread.id) = 1 then request.amount_fen else 0 end`.as(
        'distinct_amount',
      ),
    ])
