import { type Db, sql, type Tx, transact } from '#db'
import { endAccess } from '../../account/write/openings.server.ts'
import { type Actor, hasRole, type OrganizationKind, type Role } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import { requireRecentAuth } from '../../mfa/write/step-up.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { membershipEvents } from '../events.ts'
import { addedRoles } from '../membership.ts'
import { managerRoles } from '../policy.ts'

/** Locks an organisation, so that its members change one at a time. @throws {Refusal} `missing` */
export async function lockOrganization(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('organization')
    .select(['id', 'kind', 'name', 'standing'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return { ...row, kind: row.kind as OrganizationKind }
}

/** @throws {Refusal} `conflict` when this person belongs to it already */
export async function refuseAlreadyIn(tx: Tx, organizationId: string, personId: string) {
  const row = await tx
    .selectFrom('membership')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (row) throw refuse('conflict', 'already_in')
}

/** Makes somebody a member, or adds to what a member is. The caller has checked the right to. */
export async function addMember(
  tx: Tx,
  by: Actor | null,
  member: {
    organizationId: string
    personId: string
    roles: readonly Role[]
    street?: string | null
  },
): Promise<string> {
  const { organizationId, personId, roles, street = null } = member
  const { id } = await tx
    .insertInto('membership')
    .values({
      organization_id: organizationId,
      person_id: personId,
      roles: [...roles],
      street,
      since: tx.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'person_id'])
        .where('ended_at', 'is', null)
        .doUpdateSet({ roles: [...roles] }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await appendAudit(tx, by, {
    verb: 'add_member',
    subject: { kind: 'membership', id },
    detail: { organization: organizationId, person: personId, roles: roles.join(' ') },
  })
  await enqueueSideEffects(tx, {
    topics: [topic.person(personId), topic.organization(organizationId)],
  })
  return id
}

/** Lets a person's sign-ins that act for nobody yet act for this organisation. */
export async function startActingFor(
  tx: Tx,
  personId: string,
  organizationId: string,
): Promise<void> {
  await tx
    .updateTable('sign_in')
    .set({ organization_id: organizationId })
    .where('person_id', '=', personId)
    .where('organization_id', 'is', null)
    .where('scopes', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Puts other roles into effect, once whoever must has agreed to them. */
export async function applyRoles(
  tx: Tx,
  actor: Actor,
  member: LockedMember,
  roles: readonly Role[],
): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ roles: [...roles] })
    .where('id', '=', member.id)
    .execute()
  await requireOwner(tx, member.organizationId)
  if (managerRoles.some((role) => member.roles.includes(role) && !roles.includes(role)))
    await endAccess(tx, actor, 'demoted', member)
  await appendAudit(tx, actor, {
    verb: 'change_roles',
    subject: { kind: 'membership', id: member.id },
    detail: { from: member.roles.join(' '), to: roles.join(' ') },
  })
  await enqueueSideEffects(tx, {
    topics: [topic.person(member.personId), topic.organization(member.organizationId)],
    notices: [
      {
        to: { personId: member.personId },
        event: membershipEvents.roles_changed,
        subject: { kind: 'organization', id: member.organizationId },
        params: { organization: member.organizationName },
      },
    ],
  })
}

export type LockedMember = Awaited<ReturnType<typeof lockMembership>>

/** A membership that holds, of an organisation that the actor belongs to; both rows locked, the organisation first. */
export async function lockMembership(tx: Tx, actor: Actor, id: string) {
  const found = await tx
    .selectFrom('membership')
    .select('organization_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found || !actor.memberOf.includes(found.organization_id)) throw refuse('missing', 'missing')
  const organization = await lockOrganization(tx, found.organization_id)
  const row = await tx
    .selectFrom('membership')
    .select(['person_id', 'roles'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('conflict', 'membership_over')
  return {
    id,
    organizationId: organization.id,
    organizationName: organization.name,
    kind: organization.kind,
    personId: row.person_id,
    roles: row.roles as Role[],
  }
}

/** Only owners make owners, and only they unmake them; they prove first that it is they who ask. */
export async function guardOwnership(
  tx: Tx,
  actor: Actor,
  before: readonly Role[],
  after: readonly Role[],
): Promise<void> {
  if (before.includes('owner') === after.includes('owner')) return
  if (!hasRole(actor, 'owner')) throw refuse('forbidden', 'owners_only')
  await requireRecentAuth(tx, actor)
}

/**
 * What somebody may hold from the day they come in: in the bureau, to belong; its roles are granted afterwards, by two.
 * Whoever gives more than that anywhere proves first that it is they.
 */
export async function guardEntry(
  tx: Tx,
  actor: Actor,
  kind: OrganizationKind,
  roles: readonly Role[],
): Promise<void> {
  if (addedRoles([], roles).length === 0) return
  if (kind === 'bureau') {
    throw refuse('invalid', 'roles_by_grant', { fields: { roles: ['roles_by_grant'] } })
  }
  await guardOwnership(tx, actor, [], roles)
  await requireRecentAuth(tx, actor)
}

export async function requireOwner(tx: Tx, organizationId: string): Promise<void> {
  const owner = await tx
    .selectFrom('membership')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`'owner' = any (roles)`)
    .executeTakeFirst()
  if (!owner) throw refuse('conflict', 'last_owner')
}

/** Acts for another of one's organisations from now on, in this sign-in. @throws {Refusal} `missing` */
export async function switchOrganization(
  db: Db,
  actor: Actor,
  organizationId: string,
): Promise<void> {
  if (!actor.memberOf.includes(organizationId)) throw refuse('missing', 'missing')
  await transact(db, async (tx) => {
    await tx
      .updateTable('sign_in')
      .set({ organization_id: organizationId })
      .where('id', '=', actor.signInId)
      .execute()
    await appendAudit(tx, actor, {
      verb: 'switch_organization',
      subject: { kind: 'organization', id: organizationId },
    })
    await enqueueSideEffects(tx, { topics: [topic.person(actor.personId)] })
  })
}
