import { exactSum, type Queryable, sql } from '#db'
import { type PublicSum, publicSum } from '../ledger/public.ts'
import { onMarket } from '../request/visibility.server.ts'
import { publicStates, type SessionState } from '../session/session.ts'

const runningStates = ['lobby', 'live', 'break', 'talks'] as const satisfies readonly SessionState[]

/** The session that runs now, or else the next one to come; null when none is announced. */
export async function findFrontSession(q: Queryable, now: Date) {
  const row = await q
    .selectFrom('session')
    .select(['id', 'type', 'title', 'state', 'starts_at', 'place'])
    .where((eb) =>
      eb.or([
        eb('state', 'in', [...runningStates]),
        eb.and([eb('state', 'in', [...publicStates]), eb('starts_at', '>', now)]),
      ]),
    )
    .where('state', 'not in', ['cancelled', 'ended', 'archived', 'postponed', 'draft'])
    .orderBy((eb) =>
      eb
        .case()
        .when('state', 'in', [...runningStates])
        .then(0)
        .else(1)
        .end(),
    )
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const state = row.state as SessionState
  return {
    id: row.id,
    title: row.title,
    state,
    startsAt: row.starts_at,
    place: row.place,
    running: (runningStates as readonly SessionState[]).includes(state),
  }
}

/** The products that were published last, of institutions that may act. */
export async function listNewestProducts(q: Queryable, limit: number) {
  const rows = await q
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .select([
      'product.id',
      'product.name',
      'product.amount_min_fen',
      'product.amount_max_fen',
      'product.term_max_months',
      'product.rate_low_bp',
      'organization.name as institution',
      'organization.short_name',
    ])
    .where('product.state', '=', 'published')
    .where('organization.standing', 'in', ['verified', 'listed'])
    .orderBy('product.updated_at', 'desc')
    .orderBy('product.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    institution: row.short_name ?? row.institution,
    amountMinFen: row.amount_min_fen,
    amountMaxFen: row.amount_max_fen,
    termMonths: row.term_max_months,
    rateBp: row.rate_low_bp,
  }))
}

/** Among how many of the newest requests it is seen whether several enterprises ask: that of all would be a long count. */
const recent = 50

/** Reads one figure; a page may let it fail alone, as null. */
type ReadFigure = <T>(work: Promise<T>) => Promise<T | null>

/** How large the market is; public, for it tells of nobody. */
export async function countMarket(q: Queryable, read: ReadFigure = (work) => work) {
  const [organizations, products, openRequests, listings] = await Promise.all([
    read(countOrganizations(q)),
    read(countPublished(q, 'product')),
    read(sumOpenRequests(q)),
    read(countPublished(q, 'listing')),
  ])
  return {
    enterprises: organizations?.enterprises ?? null,
    verified: organizations?.verified ?? null,
    institutions: organizations?.institutions ?? null,
    products,
    openRequests,
    listings,
  }
}

const countOrganizations = (q: Queryable) =>
  q
    .selectFrom('organization')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('kind', '=', 'enterprise').as('enterprises'),
      eb.fn.countAll<number>().filterWhere('standing', '=', 'verified').as('verified'),
      eb.fn.countAll<number>().filterWhere('kind', '=', 'institution').as('institutions'),
    ])
    .where('standing', 'in', ['listed', 'takeover_pending', 'verified'])
    .executeTakeFirstOrThrow()

async function countPublished(q: Queryable, table: 'product' | 'listing'): Promise<number> {
  const { count } = await q
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  return count
}

async function sumOpenRequests(q: Queryable): Promise<PublicSum> {
  const { count, fen, others } = await q
    .selectFrom('request')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      exactSum('amount_fen').as('fen'),
      sql<number>`(
        select coalesce(sum(own) - max(own), 0) from (
          select count(*) as own from (
            select organization_id from request
            where state in ('published', 'full') and audience = 'market'
            order by updated_at desc, id desc
            limit ${recent}
          ) as newest group by organization_id
        ) as enterprise
      )`.as('others'),
    ])
    .where(onMarket())
    .executeTakeFirstOrThrow()
  return publicSum({ count, amountFen: fen }, others)
}
