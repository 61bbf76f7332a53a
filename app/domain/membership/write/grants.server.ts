import { type Db, type Queryable, sql, type Tx, transact } from '#db'
import { findReader } from '../../account/read.server.ts'
import type { Actor, Role } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { EventDefinition } from '../../event.ts'
import { type Notice, topic } from '../../events.ts'
import { requireRecentAuth } from '../../mfa/write/step-up.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { membershipEvents } from '../events.ts'
import { addedRoles, GRANT_DAYS, refuseRoles } from '../membership.ts'
import { mayGiveRoles, mayManageMembers } from '../policy.ts'
import {
  addMember,
  applyRoles,
  guardOwnership,
  type LockedMember,
  lockMembership,
  lockOrganization,
  startActingFor,
} from './members.server.ts'

/**
 * Changes what a member may do. In the bureau, what is added waits for a second administrator.
 * @throws {Refusal} `forbidden`, also without a fresh proof; `invalid`; `conflict` when nobody would own the organisation any more
 */
export async function changeRoles(
  db: Db,
  actor: Actor,
  { membershipId, roles }: { membershipId: string; roles: readonly Role[] },
): Promise<{ pending: boolean }> {
  return transact(db, async (tx) => {
    const member = await lockMembership(tx, actor, membershipId)
    if (!mayManageMembers(actor, member.organizationId)) throw refuse('forbidden', 'members_manage')
    const wrong = refuseRoles(member.kind, roles)
    if (wrong) throw refuse('invalid', wrong, { fields: { roles: [wrong] } })
    await guardOwnership(tx, actor, member.roles, roles)
    await requireRecentAuth(tx, actor)
    const pending = member.kind === 'bureau' && addedRoles(member.roles, roles).length > 0
    if (pending) await askGrant(tx, actor, member, roles)
    else await applyRoles(tx, actor, member, roles)
    return { pending }
  })
}

/**
 * Asks another administrator of the bureau to confirm what a member is to hold; an earlier question on the same member
 * is replaced. The member holds what they held until then.
 * @throws {Refusal} `forbidden` for oneself, `conflict` while there is no other administrator
 */
async function askGrant(
  tx: Tx,
  actor: Actor,
  { id: membershipId, ...member }: LockedMember,
  roles: readonly Role[],
): Promise<void> {
  const { organizationId, personId } = member
  if (personId === actor.personId) throw refuse('forbidden', 'roles_self')
  const others = await listAdministrators(tx, organizationId, [actor.personId, personId])
  if (others.length === 0) throw refuse('conflict', 'grant_by_command')
  await tx
    .updateTable('role_grant')
    .set({ state: 'withdrawn', updated_at: tx.now })
    .where('membership_id', '=', membershipId)
    .where('state', '=', 'asked')
    .execute()
  const { id } = await tx
    .insertInto('role_grant')
    .values({
      membership_id: membershipId,
      roles: [...roles],
      state: 'asked',
      asked_by: actor.personId,
      created_at: tx.now,
      updated_at: tx.now,
      expires_at: new Date(tx.now.getTime() + GRANT_DAYS * 86_400_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await appendAudit(tx, actor, {
    verb: 'ask_grant',
    subject: { kind: 'role_grant', id },
    transition: { from: null, to: 'asked' },
    detail: { membership: membershipId, from: member.roles.join(' '), to: roles.join(' ') },
  })
  await enqueueSideEffects(tx, {
    topics: [topic.organization(organizationId), topic.bureau],
    notices: others.map((other) => tell(member, other, membershipEvents.grant_asked)),
  })
}

/**
 * A second administrator agrees to a grant, or doesn't. What was asked for under a right is checked under it again.
 * @throws {Refusal} `forbidden` for who asked, for who would receive and without a fresh proof; `conflict` when it is over
 */
export async function decideGrant(
  db: Db,
  actor: Actor,
  { id, agree }: { id: string; agree: boolean },
): Promise<void> {
  await transact(db, async (tx) => {
    const { member, asked } = await lockGrant(tx, actor, id)
    const { organizationId } = member
    if (asked.by === actor.personId || member.personId === actor.personId)
      throw refuse('forbidden', 'grant_second')
    await requireRecentAuth(tx, actor)
    if (agree) {
      const asker = await findReader(tx, asked.by, organizationId, tx.now)
      if (!mayGiveRoles(asker, { id: organizationId, roles: asked.roles }))
        throw refuse('conflict', 'grant_over')
      const wrong = refuseRoles(member.kind, asked.roles)
      if (wrong) throw refuse('conflict', wrong)
      await applyRoles(tx, actor, member, asked.roles)
    }
    await moveGrant(tx, actor, id, agree ? 'confirm' : 'refuse')
    await enqueueSideEffects(tx, {
      topics: [topic.organization(organizationId), topic.bureau],
      notices: [
        tell(
          member,
          asked.by,
          agree ? membershipEvents.grant_confirmed : membershipEvents.grant_refused,
        ),
      ],
    })
  })
}

/** Takes a question back; any administrator may. @throws {Refusal} */
export async function withdrawGrant(db: Db, actor: Actor, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const { member } = await lockGrant(tx, actor, id)
    await moveGrant(tx, actor, id, 'withdraw')
    await enqueueSideEffects(tx, {
      topics: [topic.organization(member.organizationId), topic.bureau],
    })
  })
}

async function lockGrant(tx: Tx, actor: Actor, id: string) {
  const found = await tx
    .selectFrom('role_grant')
    .select('membership_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw refuse('missing', 'missing')
  const member = await lockMembership(tx, actor, found.membership_id)
  if (!mayManageMembers(actor, member.organizationId)) throw refuse('forbidden', 'members_manage')
  const row = await tx
    .selectFrom('role_grant')
    .select(['asked_by', 'roles'])
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .where('expires_at', '>', tx.now)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('conflict', 'grant_over')
  return { member, asked: { by: row.asked_by, roles: row.roles as Role[] } }
}

const grantStates = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const

async function moveGrant(
  tx: Tx,
  actor: Actor,
  id: string,
  verb: keyof typeof grantStates,
): Promise<void> {
  const to = grantStates[verb]
  await tx
    .updateTable('role_grant')
    .set({ state: to, decided_by: actor.personId, updated_at: tx.now })
    .where('id', '=', id)
    .execute()
  await appendAudit(tx, actor, {
    verb: `${verb}_grant`,
    subject: { kind: 'role_grant', id },
    transition: { from: 'asked', to },
  })
}

const tell = (
  { organizationId, organizationName }: Pick<LockedMember, 'organizationId' | 'organizationName'>,
  personId: string,
  event: EventDefinition,
): Notice => ({
  to: { personId },
  event,
  subject: { kind: 'organization', id: organizationId },
  params: { organization: organizationName },
})

/** Who manages the bureau's members, but for these. */
async function listAdministrators(
  q: Queryable,
  organizationId: string,
  except: readonly string[],
): Promise<string[]> {
  const rows = await q
    .selectFrom('membership')
    .select('person_id')
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`roles && array['owner', 'admin']`)
    .execute()
  return rows.map(({ person_id }) => person_id).filter((id) => !except.includes(id))
}

/**
 * Gives roles in the bureau for who keeps its machine, until two administrators can do it between them. Whom the bureau
 * doesn't know becomes a member. For the command line and the demonstration, never a page.
 * @throws {Refusal} `invalid` for roles that exclude each other; `conflict` once two others could confirm to each other
 */
export async function grantByCommand(
  db: Db,
  {
    organizationId,
    personId,
    roles,
  }: { organizationId: string; personId: string; roles: readonly Role[] },
): Promise<void> {
  await transact(db, async (tx) => {
    const { kind } = await lockOrganization(tx, organizationId)
    if (kind !== 'bureau') throw refuse('missing', 'missing')
    const wrong = refuseRoles(kind, roles)
    if (wrong) throw refuse('invalid', wrong, { fields: { roles: [wrong] } })
    const others = await listAdministrators(tx, organizationId, [personId])
    if (others.length >= 2) throw refuse('conflict', 'grant_by_two')
    const membershipId = await addMember(tx, null, { organizationId, personId, roles })
    await startActingFor(tx, personId, organizationId)
    await appendAudit(tx, null, {
      verb: 'grant_by_command',
      subject: { kind: 'membership', id: membershipId },
      detail: { to: roles.join(' ') },
    })
  })
}

/** What waits for a second administrator, as the page of members shows it. */
export async function listGrants(
  q: Queryable,
  actor: Actor,
  { organizationId, at }: { organizationId: string; at: Date },
) {
  const rows = await q
    .selectFrom('role_grant')
    .innerJoin('membership', 'membership.id', 'role_grant.membership_id')
    .leftJoin('person_name as receiver', 'receiver.person_id', 'membership.person_id')
    .leftJoin('person_name as asker', 'asker.person_id', 'role_grant.asked_by')
    .select([
      'role_grant.id',
      'role_grant.roles',
      'role_grant.asked_by',
      'role_grant.expires_at',
      'membership.roles as before',
      'membership.person_id',
      'receiver.name as receiver_name',
      'asker.name as asker_name',
    ])
    .where('membership.organization_id', '=', organizationId)
    .where('membership.ended_at', 'is', null)
    .where('role_grant.state', '=', 'asked')
    .where('role_grant.expires_at', '>', at)
    .orderBy('role_grant.created_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    receiver: row.receiver_name ?? '',
    asker: row.asker_name ?? '',
    roles: row.roles as Role[],
    added: addedRoles(row.before as Role[], row.roles as Role[]),
    until: row.expires_at,
    /** Whether the reader is the one who may confirm it. */
    confirms: row.asked_by !== actor.personId && row.person_id !== actor.personId,
  }))
}
