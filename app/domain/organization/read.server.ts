import type { Queryable } from '#db'
import { type Actor, isBureau, type OrganizationKind } from '../actor.ts'
import { industryPath } from '../industry/classification.ts'
import { NIL_UUID } from '../nil-uuid.ts'
import { type Page, type PageRequest, toPage } from '../pagination.ts'
import { refuse } from '../refusal.ts'
import { mayReadOrganization, shownStandings } from './policy.ts'
import type { Standing } from './standing.ts'

/** An organisation as its page shows it. @throws {Refusal} `missing` where the actor may not read it */
export async function getOrganization(q: Queryable, actor: Actor | null, id: string) {
  const row = await q.selectFrom('organization').selectAll().where('id', '=', id).executeTakeFirst()
  const standing = row?.standing as Standing
  if (!row || !mayReadOrganization(actor, { id, standing })) throw refuse('missing', 'missing')
  return {
    id,
    kind: row.kind,
    institutionType: row.institution_type,
    standing,
    name: row.name,
    shortName: row.short_name,
    uscc: row.uscc,
    tier: row.tier,
    province: row.province,
    city: row.city,
    district: row.district,
    street: row.street,
    road: row.road,
    address: row.address,
    registeredOn: row.registered_on,
    capitalFen: row.capital_fen,
    capitalCurrency: row.capital_currency,
    isBranch: row.is_branch,
    employees: row.employees,
    industry: row.industry_code ? industryPath(row.industry_code) : [],
    industryCode: row.industry_code,
    industryProposed: row.industry_proposed,
    businessScope: row.business_scope,
    intro: row.intro,
    offers: row.offers,
    seeks: row.seeks,
    website: row.website,
    source: isBureau(actor, 'officer') ? row.source : null,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

export interface OrganizationsWanted extends PageRequest {
  kind?: OrganizationKind | undefined
  uscc?: string | undefined
  standing?: Standing | undefined
}

/** A portion of the organisations that the actor may read; the same as `mayReadOrganization`, as a condition. */
export async function listOrganizationPortion(
  q: Queryable,
  actor: Actor | null,
  { limit, before, kind, uscc, standing }: OrganizationsWanted,
): Promise<Page<ListedOrganization>> {
  const rows = await q
    .selectFrom('organization')
    .select(['id', 'kind', 'standing', 'name', 'short_name', 'uscc', 'tier', 'street'])
    .select(['industry_code', 'updated_at'])
    .where((eb) =>
      eb.or([
        eb('standing', 'in', shownStandings),
        eb('id', 'in', [...(actor?.memberOf ?? []), NIL_UUID]),
        eb.lit(isBureau(actor, 'officer')),
      ]),
    )
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .$if(uscc !== undefined, (query) => query.where('uscc', '=', uscc!))
    .$if(standing !== undefined, (query) => query.where('standing', '=', standing!))
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows.map(asListed), limit)
}

interface OrganizationRow {
  id: string
  kind: string
  standing: string
  name: string
  short_name: string | null
  uscc: string | null
  tier: string
  street: string | null
  industry_code: string | null
  updated_at: Date
}

const asListed = (row: OrganizationRow) => ({
  id: row.id,
  kind: row.kind as OrganizationKind,
  standing: row.standing as Standing,
  name: row.name,
  shortName: row.short_name,
  uscc: row.uscc,
  tier: row.tier,
  street: row.street,
  industryCode: row.industry_code,
  updatedAt: row.updated_at,
})
export type ListedOrganization = ReturnType<typeof asListed>

/** Certificates, those still valid first. */
export async function listCertificates(q: Queryable, organizationId: string) {
  const rows = await q
    .selectFrom('organization_certificate')
    .select(['id', 'name', 'number', 'issued_by', 'valid_from', 'valid_to'])
    .where('organization_id', '=', organizationId)
    .orderBy('valid_to', (order) => order.desc().nullsFirst())
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    number: row.number,
    issuedBy: row.issued_by,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }))
}

/** Others in the same class of industry in the district, to compare and to choose from. */
export async function listPeers(
  q: Queryable,
  { id, industryCode }: { id: string; industryCode: string | null },
) {
  if (!industryCode) return []
  return q
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('industry_code', '=', industryCode)
    .where('kind', '=', 'enterprise')
    .where('standing', 'in', ['listed', 'takeover_pending', 'verified'])
    .where('id', '<>', id)
    .orderBy((eb) => eb('standing', '=', 'verified'), 'desc')
    .orderBy('capital_fen', (order) => order.desc().nullsLast())
    .orderBy('id')
    .limit(6)
    .execute()
}
