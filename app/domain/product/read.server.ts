import type { Queryable } from '#db'
import { type Acting, type Actor, isBureau } from '../actor.ts'
import type { EligibilityProduct } from '../eligibility/rules.ts'
import { NIL_UUID } from '../nil-uuid.ts'
import { type Page, type PageRequest, toPage } from '../pagination.ts'
import { MAX_QUEUE_DAYS, type Queue, queueOf } from '../queue.ts'
import { refuse } from '../refusal.ts'
import { mayReadProduct } from './policy.ts'
import { isPublished, type ProductState } from './product.ts'

/** A product as its page shows it. @throws {Refusal} `missing` where the actor may not read it */
export async function getProduct(q: Queryable, actor: Actor | null, id: string) {
  const row = await q
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .selectAll('product')
    .select(['organization.name as institution', 'organization.standing as institution_standing'])
    .where('product.id', '=', id)
    .executeTakeFirst()
  const state = row?.state as ProductState
  if (!row || !mayReadProduct(actor, { organizationId: row.organization_id, state })) {
    throw refuse('missing', 'missing')
  }
  return {
    ...figuresOf(row),
    state,
    organizationId: row.organization_id,
    institution: row.institution,
    institutionListed: row.institution_standing === 'listed',
    takesApplications: isPublished({ state }) && row.institution_standing === 'verified',
    amountNote: row.amount_note,
    termNote: row.term_note,
    rateNote: row.rate_note,
    guaranteeNote: row.guarantee_note,
    repayments: row.repayments,
    repaymentNote: row.repayment_note,
    tiers: row.tiers,
    industries: row.industries,
    targetNote: row.target_note,
    conditions: row.conditions,
    materials: row.materials,
    region: row.region,
    feeOnceBp: row.fee_once_bp,
    feeYearlyBp: row.fee_yearly_bp,
    feeNote: row.fee_note,
    contactDays: row.contact_days,
    diligenceDays: row.diligence_days,
    disburseDays: row.disburse_days,
    source: row.source,
    sourceDate: row.source_date,
    version: row.version,
  }
}

/** The columns that say what a product asks of an enterprise. */
export const eligibilityColumns = [
  'product.amount_min_fen',
  'product.amount_max_fen',
  'product.term_min_months',
  'product.term_max_months',
  'product.region',
  'product.tiers',
  'product.target_note',
  'product.conditions',
] as const

interface RuledRow {
  amount_min_fen: number | null
  amount_max_fen: number | null
  term_min_months: number | null
  term_max_months: number | null
  region: string | null
  tiers: string[]
  target_note: string | null
  conditions: string | null
}

/** A row of `eligibilityColumns` as the rules of eligibility read it. */
export const toEligibilityProduct = (row: RuledRow): EligibilityProduct => ({
  amountMinFen: row.amount_min_fen,
  amountMaxFen: row.amount_max_fen,
  termMinMonths: row.term_min_months,
  termMaxMonths: row.term_max_months,
  region: row.region,
  tiers: row.tiers,
  targetNote: row.target_note,
  conditions: row.conditions,
})

interface FigureColumns {
  id: string
  name: string
  amount_min_fen: number | null
  amount_max_fen: number | null
  term_min_months: number | null
  term_max_months: number | null
  rate_low_bp: number | null
  rate_high_bp: number | null
  guarantees: string[]
}

const figuresOf = (row: FigureColumns) => ({
  id: row.id,
  name: row.name,
  amountMinFen: row.amount_min_fen,
  amountMaxFen: row.amount_max_fen,
  termMinMonths: row.term_min_months,
  termMaxMonths: row.term_max_months,
  rateLowBp: row.rate_low_bp,
  rateHighBp: row.rate_high_bp,
  guarantees: row.guarantees,
})

const figureColumns = [
  'product.id',
  'product.name',
  'product.amount_min_fen',
  'product.amount_max_fen',
  'product.term_min_months',
  'product.term_max_months',
  'product.rate_low_bp',
  'product.rate_high_bp',
  'product.guarantees',
] as const

const listed = (q: Queryable) =>
  q
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .select([
      ...figureColumns,
      'product.state',
      'product.updated_at',
      'organization.name as institution',
    ])

const asListed = (
  row: FigureColumns & { state: string; updated_at: Date; institution: string },
) => ({
  ...figuresOf(row),
  state: row.state as ProductState,
  institution: row.institution,
  updatedAt: row.updated_at,
})

export type ListedProduct = ReturnType<typeof asListed>

/** The actor's institution's products, all states, the newest first. */
export async function listOwnProducts(q: Queryable, actor: Acting) {
  const rows = await listed(q)
    .where((eb) =>
      eb.or([
        eb('product.organization_id', '=', actor.organization.id),
        eb.and([
          eb('product.organization_id', '=', actor.organization.parentId),
          eb('product.state', '=', 'published'),
        ]),
      ]),
    )
    .orderBy('product.updated_at', 'desc')
    .limit(500)
    .execute()
  return rows.map(asListed)
}

/** An institution's published products. */
export async function listProductsOf(q: Queryable, organizationId: string) {
  const rows = await listed(q)
    .where('product.organization_id', '=', organizationId)
    .where('product.state', '=', 'published')
    .orderBy('product.name')
    .limit(200)
    .execute()
  return rows.map(asListed)
}

export interface ProductsWanted extends PageRequest {
  /** One's own institution's in all states, or those that wait for review; else the published. */
  which?: 'own' | 'review' | undefined
  organizationId?: string | undefined
}

/** A portion of the products that the actor may read. */
export async function listProductPortion(
  q: Queryable,
  actor: Actor | null,
  { limit, before, which, organizationId }: ProductsWanted,
): Promise<Page<ListedProduct>> {
  const rows = await listed(q)
    .where((eb) => {
      if (which === 'own')
        return eb('product.organization_id', '=', actor?.organization?.id ?? NIL_UUID)
      if (which === 'review')
        return eb.and([
          eb('product.state', '=', 'submitted'),
          eb('product.organization_id', 'not in', [...(actor?.memberOf ?? []), NIL_UUID]),
          eb.lit(isBureau(actor, 'officer')),
        ])
      return eb('product.state', '=', 'published')
    })
    .$if(organizationId !== undefined, (query) =>
      query.where('product.organization_id', '=', organizationId!),
    )
    .$if(before !== undefined, (query) => query.where('product.id', '<', before!))
    .orderBy('product.id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows.map(asListed), limit)
}

/** What waits for review, the oldest first; never of an organisation that the officer belongs to. */
export async function listProductsForReview(
  q: Queryable,
  actor: Acting,
  { limit = MAX_QUEUE_DAYS } = {},
): Promise<Queue<ListedProduct>> {
  if (!isBureau(actor, 'officer')) return queueOf([], limit)
  const rows = await listed(q)
    .where('product.state', '=', 'submitted')
    .where('product.organization_id', 'not in', [...actor.memberOf])
    .orderBy('product.updated_at')
    .limit(limit + 1)
    .execute()
  return queueOf(rows.map(asListed), limit)
}

const mostFound = 10

/** Published products whose name, or whose institution's, holds these words. */
export async function findProductsByName(q: Queryable, words: string) {
  const like = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
  const rows = await listed(q)
    .where('product.state', '=', 'published')
    .where((eb) =>
      eb.or([eb('product.name', 'ilike', like), eb('organization.name', 'ilike', like)]),
    )
    .orderBy('product.rate_low_bp', (order) => order.asc().nullsLast())
    .orderBy('product.id')
    .limit(mostFound)
    .execute()
  return rows.map(asListed)
}
