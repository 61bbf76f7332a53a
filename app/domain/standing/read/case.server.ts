import { type Db, type Queryable, transact } from '#db'
import type { ContactKind } from '../../account/account.ts'
import { nameOf } from '../../account/name.server.ts'
import { type Actor, isOfficerFor, type OrganizationKind } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { Standing } from '../../organization/standing.ts'
import { refuse } from '../../refusal.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import type { Vault } from '../../vault.server.ts'
import type { ApplicationKind, ApplicationState, InstitutionType } from '../standing.ts'

/** All that an officer needs to decide on one organisation; the read is recorded. @throws {Refusal} `missing`, `forbidden` */
export async function openCase(db: Db, vault: Vault, actor: Actor, organizationId: string) {
  return transact(db, async (tx) => {
    const organization = await getFacts(tx, organizationId)
    if (!isOfficerFor(actor, organizationId)) throw refuse('forbidden', 'standing_decide')
    const applications = await listApplications(tx, vault, organizationId)
    const history = await listCaseHistory(tx, organizationId)
    await appendAudit(tx, actor, {
      verb: 'read_standing_case',
      subject: { kind: 'organization', id: organizationId },
    })
    return { organization, applications, history }
  })
}

/** What an organisation says of itself in its application. @throws {Refusal} `missing` */
export async function getFacts(q: Queryable, id: string) {
  const row = await q
    .selectFrom('organization')
    .select([
      ...(['id', 'name', 'kind', 'institution_type', 'standing', 'short_name', 'uscc'] as const),
      ...(['district', 'street', 'address', 'registered_on', 'source'] as const),
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as OrganizationKind,
    institutionType: row.institution_type as InstitutionType | null,
    standing: row.standing as Standing,
    shortName: row.short_name,
    uscc: row.uscc,
    district: row.district,
    street: row.street,
    address: row.address,
    registeredOn: row.registered_on,
    source: row.source,
  }
}

async function listApplications(q: Queryable, vault: Vault, organizationId: string) {
  const rows = await q
    .selectFrom('standing_application as application')
    .leftJoin('file as licence', 'licence.id', 'application.licence_file_id')
    .leftJoin('file as letter', 'letter.id', 'application.letter_file_id')
    .select([
      'application.id',
      'application.applicant_id',
      'application.kind',
      'application.state',
      'application.note',
      'application.remarks',
      'application.disputed',
      'application.appealed_at',
      'application.decided_by',
      'application.version',
      'application.created_at',
      'application.updated_at',
      nameOf('application.applicant_id').as('applicant'),
      'licence.id as licence_id',
      'licence.name as licence_name',
      'letter.id as letter_id',
      'letter.name as letter_name',
    ])
    .where('application.organization_id', '=', organizationId)
    .orderBy('application.updated_at', 'desc')
    .execute()
  const contacts = await listContacts(
    q,
    vault,
    rows.map(({ applicant_id }) => applicant_id),
  )
  return rows.map((row) => ({
    id: row.id,
    applicantId: row.applicant_id,
    applicant: row.applicant,
    contacts: contacts.get(row.applicant_id) ?? [],
    kind: row.kind as ApplicationKind,
    state: row.state as ApplicationState,
    note: row.note,
    remarks: row.remarks,
    disputed: row.disputed,
    appealed: row.appealed_at !== null,
    appealedFrom: row.appealed_at ? row.decided_by : null,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    licence: row.licence_id ? { id: row.licence_id, name: row.licence_name ?? '' } : null,
    letter: row.letter_id ? { id: row.letter_id, name: row.letter_name ?? '' } : null,
  }))
}

async function listContacts(q: Queryable, vault: Vault, personIds: readonly string[]) {
  const contacts = new Map<string, { kind: ContactKind; value: string }[]>()
  if (personIds.length === 0) return contacts
  const rows = await q
    .selectFrom('person_contact')
    .select(['person_id', 'kind', 'sealed'])
    .where('person_id', 'in', [...personIds])
    .execute()
  for (const { person_id, kind, sealed } of rows) {
    const list = contacts.get(person_id) ?? []
    contacts.set(person_id, [
      ...list,
      {
        kind: kind as ContactKind,
        value: vault.open(sealed, sealedIn('person_contact.sealed', person_id)),
      },
    ])
  }
  return contacts
}

/**
 * Who moved the organisation and its applications, when and why; the newest first.
 * @param of its members read nothing of what strangers apply for, such as a takeover that they have to contest
 */
export async function listCaseHistory(
  q: Queryable,
  organizationId: string,
  { of = 'everybody' }: { of?: 'everybody' | 'members' } = {},
) {
  const members = q
    .selectFrom('membership')
    .select('person_id')
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
  const rows = await q
    .selectFrom('transition')
    .select([
      'transition.id',
      'transition.noun',
      'transition.verb',
      'transition.to_state',
      'transition.reason',
      'transition.at',
      nameOf('transition.person_id').as('by'),
    ])
    .where((eb) =>
      eb.or([
        eb.and([
          eb('transition.noun', '=', 'organization'),
          eb('transition.subject_id', '=', organizationId),
        ]),
        eb.and([
          eb('transition.noun', '=', 'standing_application'),
          eb(
            'transition.subject_id',
            'in',
            eb
              .selectFrom('standing_application')
              .select('id')
              .where('organization_id', '=', organizationId)
              .$if(of === 'members', (own) => own.where('applicant_id', 'in', members)),
          ),
        ]),
      ]),
    )
    .orderBy('transition.id', 'desc')
    .limit(200)
    .execute()
  // Most steps move an application and its organisation together; such a step is told once.
  const isEcho = (row: (typeof rows)[number]) =>
    row.noun === 'organization' &&
    rows.some(
      (other) =>
        other.noun !== row.noun &&
        other.verb === row.verb &&
        other.at.getTime() === row.at.getTime(),
    )
  return rows
    .filter((row) => !isEcho(row))
    .map((row) => ({
      id: row.id,
      noun: row.noun,
      verb: row.verb,
      state: row.to_state,
      reason: row.reason,
      at: row.at,
      by: row.by,
    }))
}
