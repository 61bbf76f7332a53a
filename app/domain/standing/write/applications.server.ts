import type { Tx } from '#db'
import type { Actor, OrganizationKind } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { EventDefinition } from '../../event.ts'
import { type Notice, topic } from '../../events.ts'
import type { PreparedFile } from '../../file/file.ts'
import { storeFile } from '../../file/write.server.ts'
import { standingEvents } from '../../organization/events.ts'
import { notifyBureaus } from '../../organization/notify-bureau.server.ts'
import { type Standing, type StandingVerb, standingMachine } from '../../organization/standing.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { getTransition } from '../../state-machine.ts'
import {
  type ApplicationKind,
  type ApplicationState,
  type ApplicationVerb,
  applicationMachine,
} from '../standing.ts'

export interface LockedOrganization {
  id: string
  name: string
  kind: OrganizationKind
  standing: Standing
}

export interface LockedApplication {
  id: string
  organizationId: string
  applicantId: string
  kind: ApplicationKind
  state: ApplicationState
  disputed: boolean
  decidedBy: string | null
  appealedAt: Date | null
  version: number
}

/** @throws {Refusal} `missing` */
export async function lockForStanding(tx: Tx, id: string): Promise<LockedOrganization> {
  const row = await tx
    .selectFrom('organization')
    .select(['id', 'name', 'kind', 'standing'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return { ...row, kind: row.kind as OrganizationKind, standing: row.standing as Standing }
}

/** Locks an application after its organisation: always in this order. @throws {Refusal} `missing` */
export async function lockApplication(tx: Tx, id: string) {
  const found = await tx
    .selectFrom('standing_application')
    .select('organization_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw refuse('missing', 'missing')
  const organization = await lockForStanding(tx, found.organization_id)
  const row = await tx
    .selectFrom('standing_application')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { organization, application: toApplication(row) }
}

function toApplication(row: {
  id: string
  organization_id: string
  applicant_id: string
  kind: string
  state: string
  disputed: boolean
  decided_by: string | null
  appealed_at: Date | null
  version: number
}): LockedApplication {
  return {
    id: row.id,
    organizationId: row.organization_id,
    applicantId: row.applicant_id,
    kind: row.kind as ApplicationKind,
    state: row.state as ApplicationState,
    disputed: row.disputed,
    decidedBy: row.decided_by,
    appealedAt: row.appealed_at,
    version: row.version,
  }
}

/** Moves an organisation along W1 and marks it for search. */
export async function moveOrganization(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
  verb: StandingVerb,
  reason?: string | null,
): Promise<void> {
  const { to } = getTransition(standingMachine, organization.standing, verb)
  await tx
    .updateTable('organization')
    .set((eb) => ({ standing: to, updated_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', organization.id)
    .execute()
  await appendAudit(tx, actor, {
    verb,
    subject: { kind: 'organization', id: organization.id },
    transition: { from: organization.standing, to, reason },
  })
  organization.standing = to
  await enqueueSideEffects(tx, {
    search: [{ kind: 'organization', id: organization.id }],
    topics: [
      topic.organization(organization.id),
      topic.bureau,
      ...(await memberTopics(tx, organization.id)),
    ],
  })
}

/** Pages of members hear of a changed standing, since it changes what they may do. */
async function memberTopics(tx: Tx, organizationId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map(({ person_id }) => topic.person(person_id))
}

interface ApplicationChange {
  disputed?: boolean
  remarks?: string | null
  note?: string | null
  licence_file_id?: string
  letter_file_id?: string
  decided_by?: string
  decided_at?: Date
  appealed_at?: Date
}

/** Moves an application along its table. */
export async function moveApplication(
  tx: Tx,
  actor: Actor,
  application: LockedApplication,
  verb: ApplicationVerb,
  { reason, ...change }: ApplicationChange & { reason?: string | null } = {},
): Promise<void> {
  const { to } = getTransition(applicationMachine, application.state, verb)
  await tx
    .updateTable('standing_application')
    .set((eb) => ({ ...change, state: to, updated_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', application.id)
    .execute()
  await appendAudit(tx, actor, {
    verb,
    subject: { kind: 'standing_application', id: application.id },
    transition: { from: application.state, to, reason },
  })
  application.state = to
  await enqueueSideEffects(tx, { topics: [topic.bureau, topic.person(application.applicantId)] })
}

export interface NewApplication {
  kind: ApplicationKind
  licence?: PreparedFile | null
  letter?: PreparedFile | null
  note: string | null
  disputed?: boolean
}

/** Puts an application into the officers' queue. @throws {Refusal} `conflict` when one is under way already */
export async function addApplication(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
  { kind, licence, letter, note, disputed = false }: NewApplication,
): Promise<string> {
  const files = await storeProofs(tx, actor, organization.id, { licence, letter })
  const added = await tx
    .insertInto('standing_application')
    .values({
      organization_id: organization.id,
      applicant_id: actor.personId,
      kind,
      state: 'submitted',
      note,
      disputed,
      ...files,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'applicant_id'])
        .where('state', 'in', ['submitted', 'returned'])
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse('conflict', 'application_open')
  await appendAudit(tx, actor, {
    verb: 'submit',
    subject: { kind: 'standing_application', id: added.id },
    transition: { from: null, to: 'submitted', reason: note },
  })
  await tellOfficers(
    tx,
    organization,
    disputed ? standingEvents.standing_disputed : standingEvents.standing_submitted,
  )
  return added.id
}

/** Keeps the licence and the letter, where they came. */
export async function storeProofs(
  tx: Tx,
  actor: Actor,
  organizationId: string,
  { licence, letter }: { licence?: PreparedFile | null; letter?: PreparedFile | null },
) {
  const keep = (upload: PreparedFile, field: string) =>
    storeFile(tx, actor, upload, {
      organizationId,
      subject: { kind: 'standing', id: organizationId },
      field,
    })
  return {
    ...(licence ? { licence_file_id: await keep(licence, 'licence') } : {}),
    ...(letter ? { letter_file_id: await keep(letter, 'letter') } : {}),
  }
}

export async function tellOfficers(
  tx: Tx,
  organization: LockedOrganization,
  event: EventDefinition,
): Promise<void> {
  await enqueueSideEffects(tx, {
    topics: [topic.bureau],
    notices: await notifyBureaus(tx, {
      event,
      subject: { kind: 'organization', id: organization.id },
      params: { organization: organization.name },
    }),
  })
}

/** Tells one person how it went. */
export async function tellPerson(
  tx: Tx,
  personId: string,
  organization: LockedOrganization,
  event: EventDefinition,
): Promise<void> {
  const notice: Notice = {
    to: { personId },
    event,
    subject: { kind: 'organization', id: organization.id },
    params: { organization: organization.name },
  }
  await enqueueSideEffects(tx, { topics: [topic.person(personId)], notices: [notice] })
}
