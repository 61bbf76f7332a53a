import type { Queryable } from '#db'
import type { Actor } from '../../actor.ts'
import { shownStandings } from '../../organization/policy.ts'
import type { Standing } from '../../organization/standing.ts'
import { refuse } from '../../refusal.ts'
import type { ApplicationKind, ApplicationState } from '../standing.ts'
import { findCodeHolder, findOwnByCode } from '../write/code.server.ts'
import { getFacts, listCaseHistory } from './case.server.ts'

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
    appealable: row.state === 'rejected' || row.state === 'returned',
    at: row.updated_at,
    organization: { id: row.organization_id, name: row.name, standing: row.standing as Standing },
  }))
}

/** The organisation that has this code, for who is about to enter it; whoever only drafts or applies for it is in nobody's way. */
export async function findByUscc(q: Queryable, actor: Actor, uscc: string) {
  const row = (await findOwnByCode(q, actor, uscc)) ?? (await findCodeHolder(q, uscc))
  if (!row) return null
  const standing = row.standing as Standing
  return { id: row.id, standing, known: shownStandings.includes(standing) }
}

/** One's own organisation on its way into the market. @throws {Refusal} `missing` for who doesn't belong to it */
export async function getOwnCase(q: Queryable, actor: Actor, organizationId: string) {
  if (!actor.memberOf.includes(organizationId)) throw refuse('missing', 'missing')
  const [organization, history, application] = await Promise.all([
    getFacts(q, organizationId),
    listCaseHistory(q, organizationId, { of: 'members' }),
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

/** What who wants to take an organisation over must know, and their own application for it. @throws {Refusal} `missing` */
export async function getTakeover(q: Queryable, personId: string, organizationId: string) {
  const organization = await getFacts(q, organizationId)
  if (!shownStandings.includes(organization.standing)) throw refuse('missing', 'missing')
  const rows = await q
    .selectFrom('standing_application')
    .select(['applicant_id', 'kind', 'state', 'remarks'])
    .where('organization_id', '=', organizationId)
    .where('state', 'in', ['submitted', 'returned'])
    .execute()
  const own = rows.find(({ applicant_id }) => applicant_id === personId)
  const { standing } = organization
  const owned = standing === 'verified'
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
