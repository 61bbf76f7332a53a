import { expressionBuilder, type Queryable, type Schema, sql } from '#db'
import type { Actor } from '../actor.ts'
import { industryPath } from '../industry/classification.ts'
import { sectionOf } from '../industry/industry.ts'
import { compactTexts, type FindableDocument, seconds } from '../search/document.ts'
import { amountBands, bandOf, rateBands, termBands } from '../search/facet-buckets.ts'
import { openStates } from './request.ts'
import { isSectionShared } from './unnamed.server.ts'
import { sharedSection } from './unnamed.ts'
import { onMarket, visibleOnMarket } from './visibility.server.ts'

const byVerified = () =>
  expressionBuilder<Schema, 'organization'>()('organization.standing', '=', 'verified')

/** Which requests this reader finds, beside `organization`: those on the market that they may read, of who may act in it. */
export const findableTo = (actor: Actor | null) =>
  expressionBuilder<Schema, 'request' | 'organization'>().and([
    visibleOnMarket(actor),
    byVerified(),
  ])

/** The documents of open requests: for institutions, the bureau and the enterprise itself. */
export async function readRequestDocuments(
  q: Queryable,
  ids: readonly string[],
): Promise<FindableDocument[]> {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('request')
    .innerJoin('organization', 'organization.id', 'request.organization_id')
    .select(['request.id', 'request.organization_id', 'request.title', 'request.purpose'])
    .select(['request.amount_fen', 'request.term_months', 'request.rate_max_bp'])
    .select(['request.guarantees', 'request.anonymous', 'request.collateral_note'])
    .select(['request.published_at', 'request.created_at'])
    .select(['organization.name', 'organization.tier', 'organization.street'])
    .select(['organization.road', 'organization.industry_code'])
    .select(isSectionShared.as('is_section_shared'))
    .where('request.id', 'in', ids)
    .where(onMarket())
    .where(byVerified())
    .execute()
  return rows.map((row) => {
    const industry = row.industry_code
    const shared = sharedSection({ industryCode: industry, isSectionShared: row.is_section_shared })
    const section = row.anonymous ? shared : industry && sectionOf(industry)
    return {
      kind: 'request',
      id: row.id,
      audience: ['institution', 'bureau', `organization:${row.organization_id}`],
      name: row.title,
      // Who stays unnamed must not be found by name, nor by what few share.
      aliases: row.anonymous ? [] : [row.name],
      topics: ['融资需求', ...(section && industry ? industryPath(industry).slice(0, 1) : [])],
      text: compactTexts([row.purpose, row.collateral_note]).join('\n'),
      facets: {
        tier: row.anonymous || row.tier === 'none' ? [] : [row.tier],
        street: row.anonymous ? [] : compactTexts([row.street ?? row.road]),
        industry: compactTexts([section]),
        amount: bandOf(amountBands, row.amount_fen),
        term: bandOf(termBands, row.term_months),
        rate: bandOf(rateBands, row.rate_max_bp),
        guarantee: row.guarantees,
      },
      amount: row.amount_fen,
      term: row.term_months,
      rate: row.rate_max_bp,
      at: seconds(row.published_at ?? row.created_at),
    }
  })
}

/** The open requests of these organisations. */
export async function listOpenRequestsOf(
  q: Queryable,
  organizationIds: readonly string[],
): Promise<string[]> {
  if (organizationIds.length === 0) return []
  const rows = await q
    .selectFrom('request')
    .select('id')
    .where('organization_id', '=', sql<string>`any(${organizationIds}::uuid[])`)
    .where('state', 'in', openStates)
    .execute()
  return rows.map(({ id }) => id)
}
