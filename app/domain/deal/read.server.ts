import { exactSum, type Queryable, sql } from '#db'
import { type Acting, isBureau } from '../actor.ts'
import { type Busiest, type PublicSums, publicSums } from '../ledger/public.ts'
import type { LedgerSums } from '../ledger/read.server.ts'
import { refuse } from '../refusal.ts'
import { type DealState, type Side, type Stage, stageOf, whoseTurn } from './deal.ts'
import { mayReadDeal, maySettle, sideOf } from './policy.ts'

function selectDeals(q: Queryable) {
  return q
    .selectFrom('deal')
    .innerJoin('organization as buyer', 'buyer.id', 'deal.buyer_id')
    .innerJoin('organization as seller', 'seller.id', 'deal.seller_id')
    .select(['deal.id', 'deal.state', 'deal.title', 'deal.origin', 'deal.interest_id'])
    .select(['deal.buyer_id', 'deal.seller_id', 'deal.intent_fen', 'deal.signed_fen'])
    .select(['deal.fulfilled_fen', 'deal.referred_why', 'deal.referred_at', 'deal.due_at'])
    .select(['deal.updated_at', 'deal.created_at', 'deal.reason'])
    .select(['buyer.name as buyer', 'seller.name as seller'])
    .select(
      sql<Side[]>`array(
        select side from deal_confirmation
        where deal_confirmation.deal_id = deal.id
          and deal_confirmation.stage = case when deal.state = 'signed' then 'fulfilled' else 'signed' end
          and deal.state in ('intent', 'following', 'signed')
      )`.as('said'),
    )
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDeals>['execute']>>[number]

const asListed = (row: Row) => ({
  id: row.id,
  state: row.state as DealState,
  title: row.title,
  origin: row.origin,
  interestId: row.interest_id,
  buyer: { id: row.buyer_id, name: row.buyer },
  seller: { id: row.seller_id, name: row.seller },
  intentFen: row.intent_fen,
  signedFen: row.signed_fen,
  fulfilledFen: row.fulfilled_fen,
  referredWhy: row.referred_why as 'differs' | 'overdue' | null,
  referredAt: row.referred_at,
  dueAt: row.due_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  reason: row.reason,
  turn: whoseTurn(row.state as DealState, row.said, row.referred_at !== null),
})

export type ListedDeal = ReturnType<typeof asListed>

const sidesOf = (row: Pick<Row, 'buyer_id' | 'seller_id'>) => ({
  buyerId: row.buyer_id,
  sellerId: row.seller_id,
})

/** The deals of the actor's organisation on either side; for an officer all. */
export async function listDeals(
  q: Queryable,
  actor: Acting,
  { limit = 300 } = {},
): Promise<ListedDeal[]> {
  const all: boolean = isBureau(actor, 'officer')
  const rows = await selectDeals(q)
    .where((eb) =>
      all
        ? eb.lit(true)
        : eb.or([
            eb('deal.buyer_id', '=', actor.organization.id),
            eb('deal.seller_id', '=', actor.organization.id),
          ]),
    )
    .orderBy('deal.updated_at', 'desc')
    .orderBy('deal.id', 'desc')
    .limit(limit)
    .execute()
  return rows.filter((row) => mayReadDeal(actor, sidesOf(row))).map(asListed)
}

/** What lies with the officers, the oldest first; never of an organisation that the officer belongs to. */
export async function listReferredDeals(q: Queryable, actor: Acting) {
  if (!isBureau(actor, 'officer')) return []
  const rows = await selectDeals(q)
    .where('deal.referred_at', 'is not', null)
    .orderBy('deal.referred_at')
    .limit(500)
    .execute()
  const mine = rows.filter((row) => maySettle(actor, sidesOf(row)))
  const said = await readSaid(
    q,
    mine.map(({ id }) => id),
  )
  return mine.map((row) => ({
    ...asListed(row),
    said: said.filter(
      (item) => item.dealId === row.id && item.stage === stageOf(row.state as DealState),
    ),
  }))
}

async function readSaid(q: Queryable, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('deal_confirmation')
    .select(['deal_id', 'stage', 'side', 'amount_fen', 'done_on'])
    .where('deal_id', 'in', ids)
    .orderBy('confirmed_at')
    .execute()
  return rows.map((row) => ({
    dealId: row.deal_id,
    stage: row.stage as Stage,
    side: row.side as Side,
    amountFen: row.amount_fen,
    doneOn: row.done_on,
  }))
}

/** A deal as its page shows it, with all that either side has said. @throws {Refusal} `missing` */
export async function getDeal(q: Queryable, actor: Acting, id: string) {
  const row = await selectDeals(q).where('deal.id', '=', id).executeTakeFirst()
  if (!row || !mayReadDeal(actor, sidesOf(row))) throw refuse('missing', 'missing')
  return {
    ...asListed(row),
    side: sideOf(actor, sidesOf(row)),
    settles: row.referred_at !== null && maySettle(actor, sidesOf(row)),
    said: await readSaid(q, [id]),
  }
}

/** 意向, 签约 and 落地 of deals, each for itself, for who reads them one by one. Amounts in fen. */
export async function sumDeals(
  q: Queryable,
  { organizationId }: { organizationId?: string } = {},
): Promise<LedgerSums> {
  const row = await q
    .selectFrom('deal')
    .$if(organizationId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('buyer_id', '=', organizationId!), eb('seller_id', '=', organizationId!)]),
      ),
    )
    .select([
      sql<number>`count(*)`.as('intents'),
      exactSum('intent_fen').as('intent_fen'),
      sql<number>`count(*) filter (where state in ('signed', 'fulfilled'))`.as('signed'),
      exactSum('signed_fen', sql`state in ('signed', 'fulfilled')`).as('signed_fen'),
      sql<number>`count(*) filter (where state = 'fulfilled')`.as('fulfilled'),
      exactSum('fulfilled_fen', sql`state = 'fulfilled'`).as('fulfilled_fen'),
    ])
    .executeTakeFirstOrThrow()
  return {
    intent: { count: Number(row.intents), amountFen: row.intent_fen },
    signed: { count: Number(row.signed), amountFen: row.signed_fen },
    fulfilled: { count: Number(row.fulfilled), amountFen: row.fulfilled_fen },
  }
}

/** What everybody may read of 签约 and 落地 of deals. */
export async function sumDealsPublicly(q: Queryable): Promise<PublicSums> {
  const [sums, { rows }] = await Promise.all([
    sumDeals(q),
    sql<Busiest>`
      select max(signed) as signed, max(fulfilled) as fulfilled from (
        select count(*) as signed, count(*) filter (where state = 'fulfilled') as fulfilled
        from deal cross join lateral (values (buyer_id), (seller_id)) as side (organization_id)
        where state in ('signed', 'fulfilled')
        group by side.organization_id
      ) as part`.execute(q),
  ])
  return publicSums(sums, rows[0]!)
}
