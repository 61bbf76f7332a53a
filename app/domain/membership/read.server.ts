import type { Queryable } from '#db'
import { type Contact, maskContact } from '../account/account.ts'
import { findReader } from '../account/read.server.ts'
import type { Actor, OrganizationKind, Role } from '../actor.ts'
import { refuse } from '../refusal.ts'
import { sealedIn } from '../sealed-places.server.ts'
import { hashToken, type Vault } from '../vault.server.ts'
import { responsibilities } from './holdings.server.ts'
import { responsibilityKinds } from './holdings.ts'
import { mayInvite, mayManageMembers, maySeeMembers } from './policy.ts'

/** Who belongs to an organisation. @throws {Refusal} `missing` for who doesn't belong */
export async function listMembers(q: Queryable, actor: Actor, organizationId: string) {
  if (!maySeeMembers(actor, organizationId)) throw refuse('missing', 'missing')
  const rows = await q
    .selectFrom('membership')
    .leftJoin('person_name', 'person_name.person_id', 'membership.person_id')
    .select([
      'membership.id',
      'membership.person_id',
      'membership.roles',
      'membership.since',
      'person_name.name',
    ])
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
    .orderBy('membership.since')
    .orderBy('membership.id')
    .execute()
  return rows.map(({ id, person_id, roles, since, name }) => ({
    id,
    personId: person_id,
    name: name ?? '',
    roles: roles as Role[],
    since,
    own: person_id === actor.personId,
  }))
}

/** Invitations that can still be accepted. */
export async function listInvitations(
  q: Queryable,
  vault: Vault,
  { organizationId, at }: { organizationId: string; at: Date },
) {
  const rows = await q
    .selectFrom('invitation')
    .select(['id', 'roles', 'sealed', 'expires_at'])
    .where('organization_id', '=', organizationId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(({ id, roles, sealed, expires_at }) => ({
    id,
    roles: roles as Role[],
    contact: maskContact(
      JSON.parse(vault.open(sealed, sealedIn('invitation.sealed', organizationId))) as Contact,
    ),
    until: expires_at,
  }))
}

/** Who asks to be let in. */
export async function listJoinRequests(q: Queryable, organizationId: string) {
  const rows = await q
    .selectFrom('join_request')
    .leftJoin('person_name', 'person_name.person_id', 'join_request.person_id')
    .select(['join_request.id', 'join_request.note', 'join_request.created_at', 'person_name.name'])
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'asked')
    .orderBy('join_request.created_at')
    .execute()
  return rows.map(({ id, note, created_at, name }) => ({
    id,
    note,
    at: created_at,
    name: name ?? '',
  }))
}

/** One's own requests to be let in that are open. */
export async function listOwnJoinRequests(q: Queryable, personId: string) {
  const rows = await q
    .selectFrom('join_request')
    .innerJoin('organization', 'organization.id', 'join_request.organization_id')
    .select([
      'join_request.id',
      'join_request.created_at',
      'organization.id as organization_id',
      'organization.name',
    ])
    .where('person_id', '=', personId)
    .where('state', '=', 'asked')
    .orderBy('join_request.created_at', 'desc')
    .execute()
  return rows.map(({ id, created_at, organization_id, name }) => ({
    id,
    at: created_at,
    organizationId: organization_id,
    organization: name,
  }))
}

/** What an invitation's link leads to; null when it is unknown or over, also because its inviter could no longer make it. */
export async function findInvitation(
  q: Queryable,
  vault: Vault,
  { token, at, personId }: { token: string; at: Date; personId: string | null },
) {
  const row = await q
    .selectFrom('invitation')
    .innerJoin('organization', 'organization.id', 'invitation.organization_id')
    .select([
      'organization.name',
      'organization.kind',
      'invitation.roles',
      'invitation.sealed',
      'invitation.organization_id',
      'invitation.invited_by',
      'lookup',
    ])
    .where('token_hash', '=', hashToken(token))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  if (!row) return null
  const inviter = await findReader(q, row.invited_by, row.organization_id, at)
  const roles = row.roles as Role[]
  if (!mayInvite(inviter, { id: row.organization_id, roles })) return null
  const mine = personId
    ? await q
        .selectFrom('person_contact')
        .select('id')
        .where('person_id', '=', personId)
        .where('lookup', '=', row.lookup)
        .executeTakeFirst()
    : undefined
  return {
    organization: row.name,
    kind: row.kind as OrganizationKind,
    roles,
    contact: maskContact(
      JSON.parse(
        vault.open(row.sealed, sealedIn('invitation.sealed', row.organization_id)),
      ) as Contact,
    ),
    mine: mine !== undefined,
  }
}

/** What a member holds that others must take over, and who could, for the page that ends the membership. @throws {Refusal} `missing` */
export async function getLeaving(q: Queryable, actor: Actor, membershipId: string) {
  const row = await q
    .selectFrom('membership')
    .innerJoin('organization', 'organization.id', 'membership.organization_id')
    .leftJoin('person_name', 'person_name.person_id', 'membership.person_id')
    .select([
      ...(['membership.organization_id', 'membership.person_id', 'membership.roles'] as const),
      ...(['organization.name as organization', 'person_name.name'] as const),
    ])
    .where('membership.id', '=', membershipId)
    .where('membership.ended_at', 'is', null)
    .executeTakeFirst()
  const own = row?.person_id === actor.personId
  if (!row || !(own || mayManageMembers(actor, row.organization_id))) {
    throw refuse('missing', 'missing')
  }
  const members = await listMembers(q, actor, row.organization_id)
  const others = members.filter(({ personId }) => personId !== row.person_id)
  const held = await Promise.all(
    responsibilityKinds.map(async (kind) => {
      const { heirs, list } = responsibilities[kind]
      const able = others.filter(
        ({ roles }) => heirs.length === 0 || roles.some((role) => heirs.includes(role)),
      )
      return {
        kind,
        things: await list(q, row.organization_id, row.person_id),
        heirs: able.map(({ personId, name }) => ({ personId, name })),
      }
    }),
  )
  const lastOwner =
    row.roles.includes('owner') && !others.some(({ roles }) => roles.includes('owner'))
  return {
    name: row.name ?? '',
    organization: row.organization,
    own,
    held: held.filter(({ things }) => things.length > 0),
    successors: lastOwner
      ? others
          .filter(({ roles }) => !roles.includes('auditor'))
          .map(({ personId, name }) => ({ personId, name }))
      : null,
  }
}
