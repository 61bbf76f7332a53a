import { type Db, type Tx, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { securityEvents } from '../../mfa/events.ts'
import { hasFactor } from '../../mfa/read.server.ts'
import { confirmKey, notifySelf, requireRecentAuth } from '../../mfa/write/step-up.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import type { Vault } from '../../vault.server.ts'
import type { Contact, Device } from '../account.ts'
import { assertNotBreachedPassword, contextOf } from '../known-passwords.server.ts'
import { hashPassword, verifyPassword } from '../password.server.ts'
import { findContactByLookup, findPersonByLookup, findPersonName } from '../read.server.ts'
import { consumeVerificationCode } from './code.server.ts'
import type { SignedIn } from './create-session.server.ts'
import { findLink, spendLink } from './links.server.ts'
import { clearAttempts, ownKey, registerAttempt } from './login-throttle.server.ts'
import { endAccess } from './openings.server.ts'
import { type PendingSignIn, startSessionOrMfa } from './sign-in.server.ts'

/**
 * Sets a new password for who proved the address with a code. Ends every sign-in, lifts the lock, and signs in;
 * who has a second factor is asked for it next.
 * @throws {Refusal} `invalid` on a wrong code, which an address without an account always gets
 */
export async function resetPassword(
  db: Db,
  vault: Vault,
  { contact, code, password }: { contact: Contact; code: string; password: string },
  device: Device,
): Promise<SignedIn | PendingSignIn> {
  await assertNotBreachedPassword(password, contextOf({ contact }))
  const hash = await hashPassword(password)
  await consumeVerificationCode(db, vault, { contact, purpose: 'reset', code }, device)
  const lookup = vault.blindIndex(contact.value)
  return transact(db, async (tx) => {
    const personId = await findPersonByLookup(tx, lookup)
    if (!personId) throw refuse('invalid', 'code_wrong', { fields: { code: ['code_wrong'] } })
    return setPassword(tx, { personId, lookup, hash }, device)
  })
}

/**
 * The same for who opened the link that the address was sent.
 * @throws {Refusal} `conflict` where the link is used or over
 */
export async function resetPasswordByLink(
  db: Db,
  vault: Vault,
  { link, password }: { link: string; password: string },
  device: Device,
): Promise<SignedIn | PendingSignIn> {
  const token = { token: link, purpose: 'reset' } as const
  const lookup = await findLink(db, token, db.now())
  const person = lookup && (await findContactByLookup(db, vault, lookup))
  if (!person) throw refuse('conflict', 'link_gone')
  const { personId, contact } = person
  const name = (await findPersonName(db, personId)) ?? ''
  await assertNotBreachedPassword(password, contextOf({ contact, name }))
  const hash = await hashPassword(password)
  return transact(db, async (tx) => {
    if (!(await spendLink(tx, token))) throw refuse('conflict', 'link_gone')
    return setPassword(tx, { personId, lookup, hash }, device)
  })
}

async function setPassword(
  tx: Tx,
  { personId, lookup, hash }: { personId: string; lookup: Buffer; hash: string },
  device: Device,
): Promise<SignedIn | PendingSignIn> {
  await tx
    .updateTable('person_password')
    .set({ hash, changed_at: tx.now })
    .where('person_id', '=', personId)
    .execute()
  await clearAttempts(tx, lookup)
  await clearAttempts(tx, ownKey(lookup, device, 'network'))
  await appendAudit(tx, null, { verb: 'reset_password', subject: { kind: 'person', id: personId } })
  await endAccess(tx, null, 'recovered', { personId })
  return startSessionOrMfa(tx, personId, device)
}

/**
 * Changes one's own password; other sign-ins end. The password of now proves who asks; who has a second factor proves that too.
 * @throws {Refusal} `invalid` with the field `current_password`
 */
export async function changePassword(
  db: Db,
  actor: Actor,
  { current, password }: { current: string; password: string },
): Promise<void> {
  const own = confirmKey(actor)
  if (await registerAttempt(db, own)) throw refuse('forbidden', 'factor_locked')
  // There is none any more where the account was deleted meanwhile.
  const stored = await db
    .selectFrom('person_password')
    .select('hash')
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  if (!stored || !(await verifyPassword(stored.hash, current))) {
    throw refuse('invalid', 'password_wrong', { fields: { current_password: ['password_wrong'] } })
  }
  await assertNotBreachedPassword(
    password,
    contextOf({ name: (await findPersonName(db, actor.personId)) ?? '' }),
  )
  const hash = await hashPassword(password)
  await transact(db, async (tx) => {
    await clearAttempts(tx, own)
    if (await hasFactor(tx, actor.personId)) await requireRecentAuth(tx, actor)
    await tx
      .updateTable('person_password')
      .set({ hash, changed_at: tx.now })
      .where('person_id', '=', actor.personId)
      .execute()
    await appendAudit(tx, actor, {
      verb: 'change_password',
      subject: { kind: 'person', id: actor.personId },
    })
    await enqueueSideEffects(tx, {
      notices: [notifySelf(actor.personId, securityEvents.password_changed)],
    })
    await endAccess(tx, null, 'secured', { personId: actor.personId }, actor.signInId)
  })
}

/** Changes the name one goes by. */
export async function renamePerson(db: Db, actor: Actor, name: string): Promise<void> {
  await transact(db, async (tx) => {
    await tx
      .insertInto('person_name')
      .values({ person_id: actor.personId, name })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ name }))
      .execute()
    await appendAudit(tx, actor, {
      verb: 'rename',
      subject: { kind: 'person', id: actor.personId },
    })
  })
}
