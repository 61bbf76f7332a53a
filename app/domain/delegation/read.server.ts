import type { Queryable } from '#db'
import type { Acting } from '../actor.ts'
import { mayManageMembers } from '../membership/policy.ts'
import { mayDelegate } from './delegation.ts'

/** Rights lent now or soon in the actor's organisation: one's own, either way; who manages the members sees all. */
export async function listDelegations(q: Queryable, actor: Acting, at: Date) {
  const organizationId = actor.organization.id
  const all = mayManageMembers(actor, organizationId)
  const rows = await q
    .selectFrom('delegation')
    .leftJoin('person_name as lender', 'lender.person_id', 'delegation.from_person')
    .leftJoin('person_name as holder', 'holder.person_id', 'delegation.to_person')
    .select([
      ...(['delegation.id', 'from_person', 'to_person', 'starts_at', 'ends_at', 'note'] as const),
      'lender.name as lender',
      'holder.name as holder',
    ])
    .where('organization_id', '=', organizationId)
    .where('revoked_at', 'is', null)
    .where('ends_at', '>', at)
    .$if(!all, (query) =>
      query.where((eb) =>
        eb.or([eb('from_person', '=', actor.personId), eb('to_person', '=', actor.personId)]),
      ),
    )
    .orderBy('starts_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    from: row.lender ?? '',
    to: row.holder ?? '',
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    note: row.note,
    running: row.starts_at <= at,
    revocable:
      row.to_person === actor.personId ||
      mayDelegate(actor, { organizationId, from: row.from_person }),
  }))
}
