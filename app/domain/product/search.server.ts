import { type Queryable, sql } from '#db'
import { findableStandings } from '../organization/search.server.ts'
import { compactTexts, type FindableDocument, seconds } from '../search/document.ts'
import { amountBands, bandOf, rateBands, termBands } from '../search/facet-buckets.ts'

/** The documents of published products whose institution can be found. */
export async function readProductDocuments(
  q: Queryable,
  ids: readonly string[],
): Promise<FindableDocument[]> {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .selectAll('product')
    .select('organization.name as institution')
    .where('product.id', 'in', ids)
    .where('product.state', '=', 'published')
    .where('organization.standing', 'in', findableStandings)
    .execute()
  return rows.map((row) => ({
    kind: 'product',
    id: row.id,
    audience: ['public'],
    name: row.name,
    aliases: [row.institution, `${row.institution}${row.name}`],
    topics: compactTexts(['融资产品', '贷款', row.guarantee_note, row.target_note, row.region]),
    text: compactTexts([
      row.conditions,
      row.materials,
      row.amount_note,
      row.term_note,
      row.rate_note,
      row.repayment_note,
    ]).join('\n'),
    facets: {
      tier: row.tiers,
      amount: bandOf(amountBands, row.amount_max_fen),
      term: bandOf(termBands, row.term_max_months),
      rate: bandOf(rateBands, row.rate_low_bp),
      guarantee: row.guarantees,
    },
    amount: row.amount_max_fen,
    term: row.term_max_months,
    rate: row.rate_low_bp,
    at: seconds(row.created_at),
  }))
}

/** The published products of these organisations: what is said of them names their institution. */
export async function listProductsOf(
  q: Queryable,
  organizationIds: readonly string[],
): Promise<string[]> {
  if (organizationIds.length === 0) return []
  const rows = await q
    .selectFrom('product')
    .select('id')
    .where('organization_id', '=', sql<string>`any(${organizationIds}::uuid[])`)
    .where('state', '=', 'published')
    .execute()
  return rows.map(({ id }) => id)
}
