import { type Db, type Queryable, sql, transact } from '#db'
import type { ContactKind } from '../account/account.ts'
import { type Actor, isOfficerFor, type OrganizationKind } from '../actor.ts'
import type { Standing } from '../organization/standing.ts'
import { record } from '../record.server.ts'
import { refuse } from '../refusal.ts'
import type { Vault } from '../vault.server.ts'
import type { ApplicationKind, ApplicationState, InstitutionType } from './standing.ts'

export const queueTabs = ['waiting', 'returned', 'suspended', 'verified'] as const
export type QueueTab = (typeof queueTabs)[number]
const pageSize = 50

/** The officers' queue, without organisations of the officer's own; who waits longest comes first. */
export async function listQueue(
  q: Queryable,
  actor: Actor,
  { tab, page, search }: { tab: QueueTab; page: number; search: string },
) {
  const rows = await queueQuery(q, actor, tab, search)
    .select([
      'organization.id',
      'organization.name',
      'organization.kind',
      'organization.standing',
      'organization.street',
      'organization.updated_at',
      'application.id as application_id',
      'application.kind as application_kind',
      'application.state as application_state',
      'application.disputed',
      'application.appealed_at',
      'application.updated_at as application_at',
    ])
    .orderBy((eb) => eb.fn.coalesce('application.updated_at', 'organization.updated_at'))
    .orderBy('organization.id')
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
    .execute()
  return {
    more: rows.length > pageSize,
    items: rows.slice(0, pageSize).map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind as OrganizationKind,
      standing: row.standing as Standing,
      street: row.street,
      application: row.application_id
        ? {
            id: row.application_id,
            kind: row.application_kind as ApplicationKind,
            state: row.application_state as ApplicationState,
            disputed: row.disputed === true,
            appealed: row.appealed_at !== null,
          }
        : null,
      since: row.application_at ?? row.updated_at,
    })),
  }
}

export async function countQueue(q: Queryable, actor: Actor): Promise<Record<QueueTab, number>> {
  const counts = await Promise.all(
    queueTabs.map(async (tab) => {
      const row = await queueQuery(q, actor, tab, '')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return [tab, Number(row.count)] as const
    }),
  )
  return Object.fromEntries(counts) as Record<QueueTab, number>
}

function queueQuery(q: Queryable, actor: Actor, tab: QueueTab, search: string) {
  const state = tab === 'returned' ? 'returned' : 'submitted'
  const byApplication = tab === 'waiting' || tab === 'returned'
  return q
    .selectFrom('organization')
    .leftJoin('standing_application as application', (join) =>
      join
        .onRef('application.organization_id', '=', 'organization.id')
        .on('application.state', '=', state)
        .on(sql<boolean>`${byApplication}`),
    )
    .where((eb) =>
      byApplication
        ? eb('application.id', 'is not', null)
        : eb('organization.standing', '=', tab as Standing),
    )
    .where('organization.kind', '!=', byApplication ? '' : 'bureau')
    .$if(actor.memberOf.length > 0, (query) =>
      query.where('organization.id', 'not in', [...actor.memberOf]),
    )
    .$if(search !== '', (query) =>
      query.where('organization.name', 'like', `%${escapeLike(search)}%`),
    )
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** All that an officer needs to decide on one organisation; the read is recorded. @throws {Refusal} `missing`, `forbidden` */
export async function openCase(db: Db, vault: Vault, actor: Actor, organizationId: string) {
  return transact(db, async (tx) => {
    const organization = await getFacts(tx, organizationId)
    if (!isOfficerFor(actor, organizationId)) throw refuse('forbidden', 'standing_decide')
    const applications = await listApplications(tx, vault, organizationId)
    const history = await listHistory(tx, organizationId)
    await record(tx, actor, {
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
    .leftJoin('person_name', 'person_name.person_id', 'application.applicant_id')
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
      'person_name.name as applicant',
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
    contacts.set(person_id, [...list, { kind: kind as ContactKind, value: vault.open(sealed) }])
  }
  return contacts
}

/** Who moved the organisation and its applications, when and why; the newest first. */
export async function listHistory(q: Queryable, organizationId: string) {
  const rows = await q
    .selectFrom('transition')
    .leftJoin('person_name', 'person_name.person_id', 'transition.person_id')
    .select([
      'transition.id',
      'transition.noun',
      'transition.verb',
      'transition.to_state',
      'transition.reason',
      'transition.at',
      'person_name.name',
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
              .where('organization_id', '=', organizationId),
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
      by: row.name,
    }))
}

/** One's own applications, the newest first. */
export async function listOwnApplications(q: Queryable, personId: string) {
  const rows = await q
    .selectFrom('standing_application as application')
    .innerJoin('organization', 'organization.id', 'application.organization_id')
    .select([
      'application.id',
      'application.kind',
      'application.state',
      'application.remarks',
      'application.appealed_at',
      'application.updated_at',
      'organization.id as organization_id',
      'organization.name',
      'organization.standing',
    ])
    .where('application.applicant_id', '=', personId)
    .orderBy('application.updated_at', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as ApplicationKind,
    state: row.state as ApplicationState,
    remarks: row.remarks,
    appealable: row.state === 'rejected' && row.appealed_at === null,
    at: row.updated_at,
    organization: { id: row.organization_id, name: row.name, standing: row.standing as Standing },
  }))
}

/** The organisation that has this code, for who is about to enter it. */
export async function findByUscc(q: Queryable, uscc: string) {
  const row = await q
    .selectFrom('organization')
    .select(['id', 'standing'])
    .where('uscc', '=', uscc)
    .executeTakeFirst()
  if (!row) return null
  const standing = row.standing as Standing
  return { id: row.id, standing, known: publicStandings.includes(standing) }
}

/** One's own organisation on its way into the market. @throws {Refusal} `missing` for who doesn't belong to it */
export async function getOwnCase(q: Queryable, actor: Actor, organizationId: string) {
  if (!actor.memberOf.includes(organizationId)) throw refuse('missing', 'missing')
  const [organization, history, application] = await Promise.all([
    getFacts(q, organizationId),
    listHistory(q, organizationId),
    q
      .selectFrom('standing_application')
      .select(['id', 'state', 'remarks', 'applicant_id'])
      .where('organization_id', '=', organizationId)
      .where('kind', '=', 'entry')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ])
  const open = application?.state === 'submitted' || application?.state === 'returned'
  return {
    organization,
    history,
    application: application
      ? {
          id: application.id,
          state: application.state as ApplicationState,
          remarks: application.remarks,
          withdrawable: open && application.applicant_id === actor.personId,
        }
      : null,
  }
}

/** What anybody may know of; on its way in, or gone, an organisation is its own and the officers' matter. */
const publicStandings: readonly Standing[] = ['listed', 'takeover_pending', 'verified', 'suspended']

/** What who wants to take an organisation over must know, and their own application for it. @throws {Refusal} `missing` */
export async function getTakeover(q: Queryable, personId: string, organizationId: string) {
  const organization = await getFacts(q, organizationId)
  if (!publicStandings.includes(organization.standing)) throw refuse('missing', 'missing')
  const rows = await q
    .selectFrom('standing_application')
    .select(['applicant_id', 'kind', 'state', 'remarks'])
    .where('organization_id', '=', organizationId)
    .where('state', 'in', ['submitted', 'returned'])
    .execute()
  const own = rows.find(({ applicant_id }) => applicant_id === personId)
  const { standing } = organization
  const owned = standing === 'verified' || standing === 'suspended'
  return {
    organization,
    own: own
      ? {
          kind: own.kind as ApplicationKind,
          state: own.state as ApplicationState,
          remarks: own.remarks,
        }
      : null,
    /** Somebody owns it or has asked first. */
    disputed: owned || rows.some((row) => row.applicant_id !== personId && row.kind === 'takeover'),
    owned,
  }
}
