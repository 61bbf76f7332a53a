import { type Queryable, sql } from '#db'
import { industryPath } from '../industry/classification.ts'
import { sectionOf } from '../industry/industry.ts'
import { compactTexts, type FindableDocument, seconds } from '../search/document.ts'

/** Standings in which an organisation can be found. */
export const findableStandings = ['listed', 'takeover_pending', 'verified'] as const

/** The documents of those organisations that can be found. */
export async function readOrganizationDocuments(
  q: Queryable,
  ids: readonly string[],
): Promise<FindableDocument[]> {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('organization')
    .select(['id', 'name', 'short_name', 'uscc', 'tier', 'street', 'road', 'district'])
    .select(['industry_code', 'business_scope', 'intro', 'offers', 'seeks'])
    .select(['registered_on', 'created_at'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('standing', 'in', findableStandings)
    .execute()
  return rows.map((row) => ({
    kind: 'organization',
    id: row.id,
    audience: ['public'],
    name: row.name,
    aliases: compactTexts([row.short_name]),
    codes: compactTexts([row.uscc]),
    topics: compactTexts([
      ...(row.industry_code ? industryPath(row.industry_code) : []),
      row.tier === 'none' ? null : tierWords[row.tier],
      row.district,
      row.street,
      row.road,
    ]),
    text: compactTexts([row.offers, row.seeks, row.intro, row.business_scope]).join('\n'),
    facets: facetsOf(row),
    at: row.registered_on
      ? Math.floor(Date.parse(row.registered_on) / 1000)
      : seconds(row.created_at),
  }))
}

const tierWords: Record<string, string> = {
  innovative: '科技和创新型中小企业',
  specialized: '专精特新中小企业',
  little_giant: '专精特新小巨人企业',
  champion: '制造业单项冠军企业',
}

function facetsOf(row: {
  tier: string
  street: string | null
  road: string | null
  industry_code: string | null
}): FindableDocument['facets'] {
  const section = row.industry_code ? sectionOf(row.industry_code) : null
  return {
    tier: row.tier === 'none' ? [] : [row.tier],
    street: compactTexts([row.street ?? row.road]),
    industry: compactTexts([section]),
  }
}
