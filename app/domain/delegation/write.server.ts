import { type Db, type Tx, transact } from '#db'
import type { Acting, Role } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { enqueue } from '../enqueue.server.ts'
import type { EventDefinition } from '../event.ts'
import { type Notice, topic } from '../events.ts'
import { businessRoles } from '../membership/membership.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { dayAfter, dayOf, startOfDay } from '../time/working-days.ts'
import { type DelegationInput, MAX_DELEGATION_DAYS, mayDelegate } from './delegation.ts'
import { delegationEvents } from './events.ts'

const dayMs = 86_400_000

/**
 * Lends a member's rights to another from the first day to the last. It begins and ends by itself.
 * @throws {Refusal} `forbidden`, `invalid` by field
 */
export async function delegate(
  db: Db,
  actor: Acting,
  { from = actor.personId, to, firstDay, lastDay, note }: DelegationInput,
): Promise<{ id: string }> {
  const organizationId = actor.organization.id
  if (!mayDelegate(actor, { organizationId, from })) throw refuse('forbidden', 'members_manage')
  return transact(db, async (tx) => {
    const startsAt = firstDay === dayOf(tx.now) ? tx.now : startOfDay(firstDay)
    const endsAt = startOfDay(dayAfter(lastDay, 1))
    checkPeriod(tx, startsAt, endsAt)
    if (from === to) throw refuse('invalid', 'delegate_self', { fields: { to: ['delegate_self'] } })
    const lent = await rolesOfMember(tx, organizationId, from, 'from')
    const own = await rolesOfMember(tx, organizationId, to, 'to')
    if (from !== actor.personId && lent.some((role) => businessRoles.includes(role)))
      throw refuse('forbidden', 'delegate_by_holder')
    if (lendsBusinessToManager(lent, own))
      throw refuse('invalid', 'roles_duties', { fields: { to: ['roles_duties'] } })
    const { id } = await tx
      .insertInto('delegation')
      .values({
        organization_id: organizationId,
        from_person: from,
        to_person: to,
        starts_at: startsAt,
        ends_at: endsAt,
        note: note ?? null,
        made_by: actor.personId,
        created_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, actor, {
      verb: 'delegate',
      subject: { kind: 'delegation', id },
      detail: { from, to },
    })
    await enqueueSideEffects(tx, {
      topics: [topic.person(from), topic.person(to), topic.organization(organizationId)],
      notices: await notices(tx, organizationId, [from, to], delegationEvents.delegation_made, {
        from: firstDay,
        until: lastDay,
      }),
    })
    await enqueue(tx, 'turn_delegation', { id }, { runAt: startsAt })
    await enqueue(tx, 'turn_delegation', { id }, { runAt: endsAt })
    return { id }
  })
}

function checkPeriod(tx: Tx, startsAt: Date, endsAt: Date): void {
  const wrong = (field: string, message: string) =>
    refuse('invalid', message, { fields: { [field]: [message] } })
  if (startsAt < tx.now) throw wrong('firstDay', 'day_past')
  if (endsAt <= startsAt) throw wrong('lastDay', 'range_order_days')
  if (endsAt.getTime() - startsAt.getTime() > MAX_DELEGATION_DAYS * dayMs) {
    throw wrong('lastDay', 'delegation_long')
  }
}

/** The bureau keeps duties apart in lent rights too; and only who holds a right of its business lends it, since others need a second administrator to give one. */
const lendsBusinessToManager = (lent: readonly Role[], own: readonly Role[]) =>
  lent.some((role) => businessRoles.includes(role)) &&
  own.some((role) => role === 'owner' || role === 'admin')

async function rolesOfMember(
  tx: Tx,
  organizationId: string,
  personId: string,
  field: string,
): Promise<Role[]> {
  const row = await tx
    .selectFrom('membership')
    .select('roles')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!row) throw refuse('invalid', 'heir_member', { fields: { [field]: ['heir_member'] } })
  if ((row.roles as Role[]).includes('auditor')) {
    throw refuse('invalid', 'roles_auditor', { fields: { [field]: ['roles_auditor'] } })
  }
  return row.roles as Role[]
}

/** Takes lent rights back at once: who lent them, who holds them, or who manages the members. @throws {Refusal} `missing` */
export async function revokeDelegation(db: Db, actor: Acting, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const row = await tx
      .selectFrom('delegation')
      .select(['organization_id', 'from_person', 'to_person'])
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .where('ends_at', '>', tx.now)
      .forUpdate()
      .executeTakeFirst()
    const may =
      row &&
      (row.to_person === actor.personId ||
        mayDelegate(actor, { organizationId: row.organization_id, from: row.from_person }))
    if (!row || !may) throw refuse('missing', 'delegation_over')
    await tx.updateTable('delegation').set({ revoked_at: tx.now }).where('id', '=', id).execute()
    await appendAudit(tx, actor, { verb: 'revoke_delegation', subject: { kind: 'delegation', id } })
    const both = [row.from_person, row.to_person]
    await enqueueSideEffects(tx, {
      topics: [...both.map(topic.person), topic.organization(row.organization_id)],
      notices: await notices(
        tx,
        row.organization_id,
        both,
        delegationEvents.delegation_revoked,
        {},
      ),
    })
  })
}

/** Tells both sides that lent rights have begun or ended, once each; the rights themselves follow the clock. */
export async function applyDelegationBoundary(db: Db, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const row = await tx
      .selectFrom('delegation')
      .selectAll()
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!row || row.starts_at > tx.now) return
    const over = row.ends_at <= tx.now
    if (over ? row.ended_told_at : row.started_told_at) return
    await tx
      .updateTable('delegation')
      .set(over ? { ended_told_at: tx.now } : { started_told_at: tx.now })
      .where('id', '=', id)
      .execute()
    const both = [row.from_person, row.to_person]
    await appendAudit(tx, null, {
      verb: over ? 'end_delegation' : 'start_delegation',
      subject: { kind: 'delegation', id },
    })
    await enqueueSideEffects(tx, {
      topics: [...both.map(topic.person), topic.organization(row.organization_id)],
      notices: await notices(
        tx,
        row.organization_id,
        both,
        over ? delegationEvents.delegation_ended : delegationEvents.delegation_started,
        {},
      ),
    })
  })
}

async function notices(
  tx: Tx,
  organizationId: string,
  people: readonly string[],
  event: EventDefinition,
  params: Record<string, string>,
): Promise<Notice[]> {
  const { name } = await tx
    .selectFrom('organization')
    .select('name')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow()
  return people.map((personId) => ({
    to: { personId },
    event,
    subject: { kind: 'organization', id: organizationId },
    params: { organization: name, ...params },
  }))
}
