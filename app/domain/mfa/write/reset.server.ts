import { type Db, type Tx, transact } from '#db'
import type { Contact, ContactKind } from '../../account/account.ts'
import { endAccess } from '../../account/write/openings.server.ts'
import { type Actor, hasRole, isBureau, type OrganizationKind } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { mayManageMembers } from '../../membership/policy.ts'
import { sendMessage } from '../../message/write.server.ts'
import { refuse } from '../../refusal.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import type { Vault } from '../../vault.server.ts'
import { securityEvents } from '../events.ts'
import { wantsSecondFactor } from '../factor.ts'
import { notifySelf, requireRecentAuth } from './step-up.server.ts'

/**
 * Takes every second factor from somebody who lost theirs, so that they can set up another after their next sign-in.
 * Who manages the members of an institution does so for those who act for no other institution and not for the bureau,
 * of owners an owner only;
 * the bureau's do so for anybody, themselves left out.
 * @throws {Refusal} `forbidden`
 */
export async function resetFactors(
  db: Db,
  vault: Vault,
  actor: Actor,
  personId: string,
): Promise<void> {
  await transact(db, async (tx) => {
    if (personId === actor.personId) throw refuse('forbidden', 'factor_reset_self')
    await requireRecentAuth(tx, actor)
    if (!(await mayReset(tx, actor, personId))) throw refuse('forbidden', 'factor_reset')
    const person = await tx
      .selectFrom('person')
      .select('id')
      .where('id', '=', personId)
      .executeTakeFirst()
    if (!person) throw refuse('missing', 'missing')
    for (const table of ['person_totp', 'passkey', 'recovery_code'] as const) {
      await tx.deleteFrom(table).where('person_id', '=', personId).execute()
    }
    await appendAudit(tx, actor, {
      verb: 'reset_factors',
      subject: { kind: 'person', id: personId },
    })
    await endAccess(tx, null, 'recovered', { personId })
    await enqueueSideEffects(tx, { notices: [notifySelf(personId, securityEvents.factors_reset)] })
    await writeTo(tx, vault, personId)
  })
}

async function mayReset(tx: Tx, actor: Actor, personId: string): Promise<boolean> {
  if (isBureau(actor, 'owner', 'admin')) return true
  const own = actor.organization?.id
  if (!own || !mayManageMembers(actor, own)) return false
  const memberships = await tx
    .selectFrom('membership')
    .innerJoin('organization', 'organization.id', 'membership.organization_id')
    .select(['organization.id', 'organization.kind', 'membership.roles'])
    .where('membership.person_id', '=', personId)
    .where('membership.ended_at', 'is', null)
    .execute()
  const here = memberships.find(({ id }) => id === own)
  if (!here || (here.roles.includes('owner') && !hasRole(actor, 'owner'))) return false
  const guarded = memberships.filter(({ kind }) => wantsSecondFactor(kind as OrganizationKind))
  return guarded.every(({ id }) => id === own)
}

/** Somebody who could be robbed hears of it outside the market too. */
async function writeTo(tx: Tx, vault: Vault, personId: string): Promise<void> {
  const contacts = await tx
    .selectFrom('person_contact')
    .select(['kind', 'sealed'])
    .where('person_id', '=', personId)
    .execute()
  for (const { kind, sealed } of contacts) {
    const to: Contact = {
      kind: kind as ContactKind,
      value: vault.open(sealed, sealedIn('person_contact.sealed', personId)),
    }
    const until = new Date(tx.now.getTime() + 7 * 86_400_000).toISOString()
    await sendMessage(tx, vault, { to, template: 'factors_reset', params: {}, until })
  }
}
