import { type Queryable, sql } from '#db'
import { industryPath } from '../industry/classification.ts'
import { sectionOf } from '../industry/industry.ts'
import { compactTexts, type FindableDocument, seconds } from '../search/document.ts'
import { bandOf, budgetBands, unitPriceBands } from '../search/facet-buckets.ts'
import type { Direction, ListingKind, SpecLine } from './vocabulary.ts'

/** The documents of listings that stand in the market; everybody finds them. */
export async function readListingDocuments(
  q: Queryable,
  ids: readonly string[],
): Promise<FindableDocument[]> {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('listing')
    .innerJoin('organization', 'organization.id', 'listing.organization_id')
    .selectAll('listing')
    .select('organization.name')
    .where('listing.id', 'in', ids)
    .where('listing.state', '=', 'published')
    .where('organization.standing', '=', 'verified')
    .execute()
  return rows.map((row) => {
    const direction = row.direction as Direction
    const section = row.industry_code ? sectionOf(row.industry_code) : null
    const price = row.price_high_fen ?? row.price_low_fen
    return {
      kind: 'listing',
      id: row.id,
      audience: ['public'],
      name: row.title,
      // Who stays unnamed must not be found by name; who only reposts is not who seeks.
      aliases: row.anonymous || row.source ? [] : [row.name],
      topics: compactTexts([
        directionWords[direction],
        kindWords[row.kind as ListingKind],
        ...(row.industry_code ? industryPath(row.industry_code).slice(-1) : []),
        row.place,
        ...row.certificates,
      ]),
      text: [row.body, ...specsOf(row.specs)].join('\n'),
      facets: {
        direction: [direction],
        category: [row.kind],
        industry: compactTexts([section]),
        place: compactTexts([row.place]),
        deadline: compactTexts([row.deadline?.slice(0, 7)]),
        price: bandOf(direction === 'supply' ? unitPriceBands : budgetBands, price),
      },
      amount: price,
      at: seconds(row.published_at ?? row.created_at),
    }
  })
}

/** The published listings of these organisations: what is said of them names their organisation. */
export async function listOpenListingsOf(
  q: Queryable,
  organizationIds: readonly string[],
): Promise<string[]> {
  if (organizationIds.length === 0) return []
  const rows = await q
    .selectFrom('listing')
    .select('id')
    .where('organization_id', '=', sql<string>`any(${organizationIds}::uuid[])`)
    .where('state', '=', 'published')
    .execute()
  return rows.map(({ id }) => id)
}

const directionWords: Record<Direction, string> = { supply: '供应', demand: '需求 求购' }

const kindWords: Record<ListingKind, string> = {
  product: '产品',
  technology: '技术 成果',
  capacity: '产能 外协 代工',
  service: '服务',
  resource: '要素',
  procurement: '采购 公告',
  scenario: '应用场景',
  challenge: '揭榜 攻关',
}

const specsOf = (specs: unknown): string[] =>
  (specs as SpecLine[]).map(({ name, value, unit }) => `${name} ${value}${unit ?? ''}`)
