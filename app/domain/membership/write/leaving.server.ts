import { type Db, type Tx, transact } from '#db'
import { endAccess } from '../../account/write/openings.server.ts'
import type { Actor, Role } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { EventDefinition } from '../../event.ts'
import { topic } from '../../events.ts'
import { requireRecentAuth } from '../../mfa/write/step-up.server.ts'
import { listOwners } from '../../organization/notify-bureau.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { membershipEvents } from '../events.ts'
import { responsibilities } from '../holdings.server.ts'
import { type ResponsibilityKind, responsibilityKinds, type Successors } from '../holdings.ts'
import { refuseRoles } from '../membership.ts'
import { mayManageMembers } from '../policy.ts'
import { addMember, guardOwnership, lockMembership, requireOwner } from './members.server.ts'

type Leaver = Awaited<ReturnType<typeof lockMembership>>

/**
 * Ends a membership: an owner another's, anybody their own. What the person holds goes to the heirs, so that nothing
 * is left without a holder. Takes effect at once in every open page.
 * @throws {Refusal} `invalid` by kind where an heir is missing or doesn't suit; `conflict` when nobody would own the organisation
 */
export async function endMembership(
  db: Db,
  actor: Actor,
  membershipId: string,
  heirs: Successors = {},
): Promise<void> {
  await transact(db, async (tx) => {
    const member = await lockMembership(tx, actor, membershipId)
    const own = member.personId === actor.personId
    if (!own && !mayManageMembers(actor, member.organizationId)) {
      throw refuse('forbidden', 'members_manage')
    }
    if (!own) {
      await guardOwnership(tx, actor, member.roles, [])
      await requireRecentAuth(tx, actor)
    }
    await passOwnership(tx, actor, member, heirs)
    await endTraces(tx, actor, member)
    await passHoldings(tx, actor, member, heirs)
    await tx
      .updateTable('membership')
      .set({ ended_at: tx.now })
      .where('id', '=', membershipId)
      .execute()
    await requireOwner(tx, member.organizationId)
    await appendAudit(tx, actor, {
      verb: own ? 'leave' : 'end_membership',
      subject: { kind: 'membership', id: membershipId },
    })
    await enqueueSideEffects(tx, {
      topics: [topic.person(member.personId), topic.organization(member.organizationId)],
      notices: own
        ? []
        : [
            {
              to: { personId: member.personId },
              event: membershipEvents.membership_ended,
              subject: { kind: 'organization', id: member.organizationId },
              params: { organization: member.organizationName },
            },
          ],
    })
  })
}

/** What opens something for the person in the organisation, or lets others in by their right; their sign-ins act for nobody. */
async function endTraces(
  tx: Tx,
  actor: Actor,
  { personId, organizationId }: Leaver,
): Promise<void> {
  await endAccess(tx, actor, 'left', { personId, organizationId })
  await tx
    .updateTable('sign_in')
    .set({ organization_id: null })
    .where('person_id', '=', personId)
    .where('organization_id', '=', organizationId)
    .execute()
}

/** The last owner leaves only to a successor, and proves first that it is they who ask. */
async function passOwnership(
  tx: Tx,
  actor: Actor,
  member: Leaver,
  { ownership }: Successors,
): Promise<void> {
  if (!member.roles.includes('owner')) return
  const others = (await listOwners(tx, member.organizationId)).filter(
    (id) => id !== member.personId,
  )
  if (others.length > 0 || !ownership) return
  await requireRecentAuth(tx, actor)
  const roles = await rolesOfHeir(tx, member, 'ownership', ownership)
  const after = [...new Set<Role>(['owner', ...roles])]
  if (refuseRoles(member.kind, after)) throw heirRefusal('ownership', 'heir_role')
  await addMember(tx, actor, {
    organizationId: member.organizationId,
    personId: ownership,
    roles: after,
  })
  await tell(tx, member, ownership, membershipEvents.ownership_handed, {})
}

async function passHoldings(
  tx: Tx,
  actor: Actor,
  member: Leaver,
  heirs: Successors,
): Promise<void> {
  const { organizationId, personId } = member
  const missing: Record<string, string[]> = {}
  for (const kind of responsibilityKinds) {
    const held = await responsibilities[kind].list(tx, organizationId, personId)
    if (held.length === 0) continue
    const heir = heirs[kind]
    if (!heir) {
      missing[kind] = ['heir_needed']
      continue
    }
    const roles = await rolesOfHeir(tx, member, kind, heir)
    const wanted = responsibilities[kind].heirs
    if (wanted.length > 0 && !wanted.some((role) => roles.includes(role))) {
      throw heirRefusal(kind, 'heir_role')
    }
    const ids = held.map(({ id }) => id)
    await responsibilities[kind].pass(tx, ids, heir)
    for (const id of ids) {
      await appendAudit(tx, actor, {
        verb: 'hand_over',
        subject: { kind, id },
        detail: { to: heir },
      })
      tx.notify(responsibilities[kind].topic(id))
    }
    await tell(tx, member, heir, membershipEvents[`handed_${kind}` as const], { count: ids.length })
  }
  if (Object.keys(missing).length > 0) throw refuse('invalid', 'heir_needed', { fields: missing })
}

const heirRefusal = (kind: ResponsibilityKind | 'ownership', message: string) =>
  refuse('invalid', message, { fields: { [kind]: [message] } })

async function rolesOfHeir(
  tx: Tx,
  { organizationId, personId }: Leaver,
  kind: ResponsibilityKind | 'ownership',
  heir: string,
): Promise<Role[]> {
  const row = await tx
    .selectFrom('membership')
    .select('roles')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', heir)
    .where('person_id', '!=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw heirRefusal(kind, 'heir_member')
  return row.roles as Role[]
}

async function tell(
  tx: Tx,
  { organizationId, organizationName }: Leaver,
  personId: string,
  event: EventDefinition,
  params: Record<string, string | number>,
): Promise<void> {
  await enqueueSideEffects(tx, {
    topics: [topic.person(personId), topic.desk(organizationId)],
    notices: [
      {
        to: { personId },
        event,
        subject: { kind: 'organization', id: organizationId },
        params: { organization: organizationName, ...params },
      },
    ],
  })
}
