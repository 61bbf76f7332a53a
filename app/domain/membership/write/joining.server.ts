import { type Db, transact } from '#db'
import type { Actor, Role } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { type Notice, topic } from '../../events.ts'
import { listOwners } from '../../organization/notify-bureau.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { membershipEvents } from '../events.ts'
import { refuseRoles } from '../membership.ts'
import { mayManageMembers } from '../policy.ts'
import {
  addMember,
  guardEntry,
  lockOrganization,
  refuseAlreadyIn,
  startActingFor,
} from './members.server.ts'

/** Asks an organisation's owners to be let in. @throws {Refusal} `conflict` when one is a member or has asked already */
export async function askToJoin(
  db: Db,
  actor: Actor,
  { organizationId, note }: { organizationId: string; note: string | null },
): Promise<string> {
  return transact(db, async (tx) => {
    const organization = await lockOrganization(tx, organizationId)
    await refuseAlreadyIn(tx, organizationId, actor.personId)
    const owners = await listOwners(tx, organizationId)
    if (owners.length === 0) throw refuse('conflict', 'no_owner')
    const asked = await tx
      .insertInto('join_request')
      .values({
        organization_id: organizationId,
        person_id: actor.personId,
        note,
        state: 'asked',
        created_at: tx.now,
      })
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'person_id']).where('state', '=', 'asked').doNothing(),
      )
      .returning('id')
      .executeTakeFirst()
    if (!asked) throw refuse('conflict', 'join_asked')
    await appendAudit(tx, actor, {
      verb: 'ask_to_join',
      subject: { kind: 'join_request', id: asked.id },
      transition: { from: null, to: 'asked' },
    })
    const told = owners.map(
      (personId): Notice => ({
        to: { personId },
        event: membershipEvents.join_asked,
        subject: { kind: 'organization', id: organizationId },
        params: { organization: organization.name },
      }),
    )
    await enqueueSideEffects(tx, { topics: [topic.organization(organizationId)], notices: told })
    return asked.id
  })
}

/** An owner lets somebody in with these roles, or not (`null`). @throws {Refusal} */
export async function decideJoin(
  db: Db,
  actor: Actor,
  { id, roles }: { id: string; roles: readonly Role[] | null },
): Promise<void> {
  const organizationId = actor.organization?.id
  if (!organizationId || !mayManageMembers(actor, organizationId)) {
    throw refuse('forbidden', 'members_manage')
  }
  await transact(db, async (tx) => {
    const organization = await lockOrganization(tx, organizationId)
    const wrong = roles && refuseRoles(organization.kind, roles)
    if (wrong) throw refuse('invalid', wrong, { fields: { roles: [wrong] } })
    if (roles) await guardEntry(tx, actor, organization.kind, roles)
    const state = roles ? 'accepted' : 'declined'
    const asked = await tx
      .updateTable('join_request')
      .set({ state, decided_at: tx.now })
      .where('id', '=', id)
      .where('organization_id', '=', organizationId)
      .where('state', '=', 'asked')
      .returning('person_id')
      .executeTakeFirst()
    if (!asked) throw refuse('conflict', 'join_over')
    await appendAudit(tx, actor, {
      verb: roles ? 'let_in' : 'decline_join',
      subject: { kind: 'join_request', id },
      transition: { from: 'asked', to: state },
    })
    if (roles) {
      await addMember(tx, actor, { organizationId, personId: asked.person_id, roles })
      await startActingFor(tx, asked.person_id, organizationId)
    }
    await enqueueSideEffects(tx, {
      topics: [topic.person(asked.person_id), topic.organization(organizationId)],
      notices: [
        {
          to: { personId: asked.person_id },
          event: roles ? membershipEvents.join_accepted : membershipEvents.join_declined,
          subject: { kind: 'organization', id: organizationId },
          params: { organization: organization.name },
        },
      ],
    })
  })
}

/** Takes one's own request back. */
export async function withdrawJoin(db: Db, actor: Actor, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const asked = await tx
      .updateTable('join_request')
      .set({ state: 'withdrawn', decided_at: tx.now })
      .where('id', '=', id)
      .where('person_id', '=', actor.personId)
      .where('state', '=', 'asked')
      .returning('organization_id')
      .executeTakeFirst()
    if (!asked) throw refuse('conflict', 'join_over')
    await appendAudit(tx, actor, {
      verb: 'withdraw_join',
      subject: { kind: 'join_request', id },
      transition: { from: 'asked', to: 'withdrawn' },
    })
    await enqueueSideEffects(tx, { topics: [topic.organization(asked.organization_id)] })
  })
}
