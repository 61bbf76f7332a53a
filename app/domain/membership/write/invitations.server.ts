import { type Db, type Tx, transact } from '#db'
import type { Contact } from '../../account/account.ts'
import { findReader } from '../../account/read.server.ts'
import type { Actor, Role } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import { sendMessage } from '../../message/write.server.ts'
import { refuse } from '../../refusal.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { hashToken, makeToken, type Vault } from '../../vault.server.ts'
import { invitationDays, refuseRoles } from '../membership.ts'
import { mayInvite, mayManageMembers } from '../policy.ts'
import { addMember, guardEntry, lockOrganization, startActingFor } from './members.server.ts'

export interface Invitation {
  contact: Contact
  roles: readonly Role[]
  /** Where the market is reached, for the link in the message. */
  origin: string
}

/**
 * Invites who has this address to the organisation that the actor acts for.
 * An earlier invitation to the same address is replaced.
 * @returns the token of the link, for the owner to pass on by hand
 * @throws {Refusal} `forbidden`, `invalid`, `conflict`
 */
export async function inviteMember(
  db: Db,
  vault: Vault,
  actor: Actor,
  { contact, roles, origin }: Invitation,
): Promise<{ id: string; token: string }> {
  const organizationId = actor.organization?.id
  if (!organizationId || !mayManageMembers(actor, organizationId)) {
    throw refuse('forbidden', 'members_manage')
  }
  if (!mayInvite(actor, { id: organizationId, roles: [] }))
    throw refuse('forbidden', 'invite_verified')
  const lookup = vault.blindIndex(contact.value)
  const token = makeToken()
  return transact(db, async (tx) => {
    const organization = await lockOrganization(tx, organizationId)
    if (organization.standing !== 'verified') throw refuse('forbidden', 'invite_verified')
    const wrong = refuseRoles(organization.kind, roles)
    if (wrong) throw refuse('invalid', wrong, { fields: { roles: [wrong] } })
    await guardEntry(tx, actor, organization.kind, roles)
    await refuseMember(tx, organizationId, lookup)
    await tx
      .updateTable('invitation')
      .set({ revoked_at: tx.now })
      .where('organization_id', '=', organizationId)
      .where('lookup', '=', lookup)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute()
    const expires = new Date(tx.now.getTime() + invitationDays * 86_400_000)
    const { id } = await tx
      .insertInto('invitation')
      .values({
        organization_id: organizationId,
        invited_by: actor.personId,
        roles: [...roles],
        lookup,
        sealed: vault.seal(JSON.stringify(contact), sealedIn('invitation.sealed', organizationId)),
        token_hash: hashToken(token),
        created_at: tx.now,
        expires_at: expires,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sendMessage(tx, vault, {
      to: contact,
      template: 'invitation',
      params: {
        organization: organization.name,
        url: `${origin}/invitations/${token}`,
        days: invitationDays,
      },
      ...(actor.locale ? { locale: actor.locale } : {}),
      until: expires.toISOString(),
    })
    await appendAudit(tx, actor, {
      verb: 'invite',
      subject: { kind: 'invitation', id },
      detail: { organization: organizationId, roles: roles.join(' ') },
    })
    await enqueueSideEffects(tx, { topics: [topic.organization(organizationId)] })
    return { id, token }
  })
}

async function refuseMember(tx: Tx, organizationId: string, lookup: Buffer): Promise<void> {
  const member = await tx
    .selectFrom('membership')
    .innerJoin('person_contact', 'person_contact.person_id', 'membership.person_id')
    .select('membership.id')
    .where('membership.organization_id', '=', organizationId)
    .where('membership.ended_at', 'is', null)
    .where('person_contact.lookup', '=', lookup)
    .executeTakeFirst()
  if (member) throw refuse('invalid', 'already_member', { fields: { contact: ['already_member'] } })
}

/** Takes an invitation back. @throws {Refusal} `forbidden`, or `conflict` when it was accepted meanwhile */
export async function revokeInvitation(db: Db, actor: Actor, id: string): Promise<void> {
  const organizationId = actor.organization?.id
  if (!organizationId || !mayManageMembers(actor, organizationId)) {
    throw refuse('forbidden', 'members_manage')
  }
  await transact(db, async (tx) => {
    const revoked = await tx
      .updateTable('invitation')
      .set({ revoked_at: tx.now })
      .where('id', '=', id)
      .where('organization_id', '=', organizationId)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!revoked) throw refuse('conflict', 'invitation_over')
    await appendAudit(tx, actor, { verb: 'revoke_invitation', subject: { kind: 'invitation', id } })
    await enqueueSideEffects(tx, { topics: [topic.organization(organizationId)] })
  })
}

/**
 * Joins by an invitation; only who holds the address that it went to.
 * @returns the organisation's id
 * @throws {Refusal} `missing` when it is unknown or over, or its inviter could no longer make it; `forbidden` when it is for somebody else
 */
export async function acceptInvitation(db: Db, actor: Actor, token: string): Promise<string> {
  return transact(db, async (tx) => {
    const found = await tx
      .selectFrom('invitation')
      .select('organization_id')
      .where('token_hash', '=', hashToken(token))
      .executeTakeFirst()
    if (!found) throw refuse('missing', 'invitation_missing')
    const organization = await lockOrganization(tx, found.organization_id)
    const invitation = await tx
      .selectFrom('invitation')
      .select(['id', 'roles', 'lookup', 'invited_by'])
      .where('token_hash', '=', hashToken(token))
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', tx.now)
      .forUpdate()
      .executeTakeFirst()
    if (!invitation) throw refuse('missing', 'invitation_missing')
    const roles = invitation.roles as Role[]
    const inviter = await findReader(tx, invitation.invited_by, organization.id, tx.now)
    if (!mayInvite(inviter, { id: organization.id, roles }))
      throw refuse('missing', 'invitation_missing')
    const mine = await tx
      .selectFrom('person_contact')
      .select('id')
      .where('person_id', '=', actor.personId)
      .where('lookup', '=', invitation.lookup)
      .executeTakeFirst()
    if (!mine) throw refuse('forbidden', 'invitation_other')
    await tx
      .updateTable('invitation')
      .set({ accepted_at: tx.now })
      .where('id', '=', invitation.id)
      .execute()
    await addMember(tx, actor, {
      organizationId: organization.id,
      personId: actor.personId,
      roles,
    })
    await tx
      .updateTable('sign_in')
      .set({ organization_id: organization.id })
      .where('id', '=', actor.signInId)
      .execute()
    await startActingFor(tx, actor.personId, organization.id)
    await appendAudit(tx, actor, {
      verb: 'accept_invitation',
      subject: { kind: 'invitation', id: invitation.id },
    })
    return organization.id
  })
}
