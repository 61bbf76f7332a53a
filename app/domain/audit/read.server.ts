import { type ExpressionBuilder, type Queryable, type Schema, type SqlBool, sql } from '#db'
import { parseContact } from '../account/account.ts'
import { nameOf } from '../account/name.server.ts'
import type { Acting } from '../actor.ts'
import { isAuditor } from '../actor.ts'
import { refuse } from '../refusal.ts'
import { dayAfter, startOfDay } from '../time/working-days.ts'
import type { Vault } from '../vault.server.ts'
import type { AuditFilter } from './audit.ts'

export interface AuditQuery {
  filter: AuditFilter
  /** The id of the last row on the page before. */
  before?: string | null | undefined
  limit: number
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/**
 * Rows of the trail, the newest first, with names beside their ids as `nameOf` gives them.
 * @throws {Refusal} `forbidden` for anybody but an auditor
 */
export async function listAudit(
  q: Queryable,
  vault: Vault,
  actor: Acting,
  { filter, before, limit }: AuditQuery,
) {
  if (!isAuditor(actor)) throw refuse('forbidden', 'access_auditor')
  const rows = await q
    .selectFrom('audit')
    .leftJoin('organization', 'organization.id', 'audit.organization_id')
    .leftJoin('audit_seal', 'audit_seal.audit_id', 'audit.id')
    .select([
      ...(['audit.id', 'audit.at', 'audit.verb', 'audit.subject_kind'] as const),
      ...(['audit.subject_id', 'audit.person_id', 'audit.organization_id'] as const),
      ...(['audit.sign_in_id', 'audit.detail', 'audit_seal.seq'] as const),
      'organization.name as organization',
      nameOf('audit.person_id').as('person'),
    ])
    .where((eb) => eb.and(conditions(eb, vault, filter)))
    .$if(before != null, (query) =>
      query.where(
        sql<SqlBool>`(audit.at, audit.id) < (select b.at, b.id from audit b where b.id = ${before})`,
      ),
    )
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    verb: row.verb,
    subject: { kind: row.subject_kind, id: row.subject_id },
    personId: row.person_id,
    person: row.person,
    organizationId: row.organization_id,
    organization: row.organization,
    signInId: row.sign_in_id,
    detail: row.detail as Record<string, string | number | boolean | null> | null,
    seq: row.seq === null ? null : Number(row.seq),
  }))
}

export type AuditRow = Awaited<ReturnType<typeof listAudit>>[number]

function conditions(eb: ExpressionBuilder<Schema, 'audit'>, vault: Vault, filter: AuditFilter) {
  const { from, to, verb, kind, id, person, organization } = filter
  return [
    ...(from ? [eb('audit.at', '>=', startOfDay(from))] : []),
    ...(to ? [eb('audit.at', '<', startOfDay(dayAfter(to, 1)))] : []),
    ...(verb ? [eb('audit.verb', '=', verb)] : []),
    ...(kind ? [eb('audit.subject_kind', '=', kind)] : []),
    ...(id ? [eb('audit.subject_id', '=', id)] : []),
    ...(person ? [byPerson(eb, vault, person)] : []),
    ...(organization ? [byOrganization(eb, organization)] : []),
  ]
}

function byPerson(eb: ExpressionBuilder<Schema, 'audit'>, vault: Vault, typed: string) {
  if (isUuid(typed)) return eb('audit.person_id', '=', typed)
  const contact = parseContact(typed)
  return contact
    ? eb(
        'audit.person_id',
        'in',
        eb
          .selectFrom('person_contact')
          .select('person_contact.person_id')
          .where('lookup', '=', vault.blindIndex(contact.value)),
      )
    : eb(
        'audit.person_id',
        'in',
        eb
          .selectFrom('person_name')
          .select('person_name.person_id')
          .where(sql<SqlBool>`strpos(person_name.name, ${typed}) > 0`),
      )
}

function byOrganization(eb: ExpressionBuilder<Schema, 'audit'>, typed: string) {
  if (isUuid(typed)) return eb('audit.organization_id', '=', typed)
  return eb(
    'audit.organization_id',
    'in',
    eb
      .selectFrom('organization as named')
      .select('named.id')
      .where(sql<SqlBool>`strpos(named.name, ${typed}) > 0`),
  )
}

/** The verbs and kinds of subject that the trail knows, to choose from. */
export async function listAuditWords(q: Queryable) {
  // Steps from one value to the next along an index instead of reading every row.
  const distinct = async (column: 'verb' | 'subject_kind') => {
    const name = sql.ref(column)
    const { rows } = await sql<{ word: string }>`
      with recursive words as (
        (select ${name} as word from audit order by ${name} limit 1)
        union all
        select (select a.${name} from audit a where a.${name} > words.word order by a.${name} limit 1)
        from words where words.word is not null
      ) select word from words where word is not null`.execute(q)
    return rows.map(({ word }) => word)
  }
  const [verbs, kinds] = await Promise.all([distinct('verb'), distinct('subject_kind')])
  return { verbs, kinds }
}
