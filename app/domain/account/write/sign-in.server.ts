import { type Db, type Tx, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import { PENDING_SIGN_IN_MINUTES } from '../../mfa/factor.ts'
import { hasFactor } from '../../mfa/read.server.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { hashToken, makeToken, type Vault } from '../../vault.server.ts'
import {
  type Contact,
  type Device,
  failuresUntilLock,
  lockMinutes,
  SIGN_IN_LINK_HOURS,
} from '../account.ts'
import { verifyPassword } from '../password.server.ts'
import { createSession, type SignedIn } from './create-session.server.ts'
import { findKnownTo, forgetDeviceOf } from './devices.server.ts'
import { findLink, sendLink, spendLink } from './links.server.ts'
import { type CountedTry, countTryAt, refundAttempts } from './login-throttle.server.ts'
import { endAccess } from './openings.server.ts'

/**
 * Signs in by address and password; who has a second factor is asked for it next.
 * A wrong password, an unknown address and a locked one get the same sentence after the same work.
 * @param link of a letter to that address, which passes by the wait that strangers have caused
 * @throws {Refusal} `forbidden`
 */
export async function signIn(
  db: Db,
  vault: Vault,
  { contact, password, link }: { contact: Contact; password: string; link?: string },
  device: Device,
): Promise<SignedIn | PendingSignIn> {
  const lookup = vault.blindIndex(contact.value)
  const known = await findKnownTo(db, lookup, device, db.now())
  const beside = link && (await isLinkOf(db, link, lookup)) ? link : undefined
  const tried = await countTryAt(db, {
    ...{ subject: lookup, device, known },
    ...(beside ? { link: beside } : {}),
  })
  const found = await db
    .selectFrom('person_contact')
    .innerJoin('person_password', 'person_password.person_id', 'person_contact.person_id')
    .select(['person_contact.person_id', 'person_password.hash'])
    .where('person_contact.lookup', '=', lookup)
    .executeTakeFirst()
  const matches = await verifyPassword(found?.hash ?? null, password)
  return transact(db, async (tx) => {
    if (tried.locked || !matches || !found) return null
    // The lock may have fallen, or the password been reset, while this password was being verified.
    const current = await tx
      .selectFrom('person_password')
      .select('hash')
      .where('person_id', '=', found.person_id)
      .forUpdate()
      .executeTakeFirst()
    if (current?.hash !== found.hash) return null
    if (beside && !(await spendLink(tx, { token: beside, purpose: 'sign_in' }))) return null
    await refundAttempts(tx, tried)
    return startSessionOrMfa(tx, found.person_id, device)
  }).then(async (signedIn) => {
    if (signedIn) return signedIn
    await recordFailure(db, vault, { contact, personId: found?.person_id ?? null, tried })
    throw refuse('forbidden', 'sign_in_failed', {
      params: { tries: failuresUntilLock, minutes: lockMinutes },
    })
  })
}

/** Returns whether a link to sign in by is one that was sent to an address, and still opens something. */
export const isSignInLink = (
  db: Db,
  vault: Vault,
  { link, contact }: { link: string; contact: Contact },
): Promise<boolean> => isLinkOf(db, link, vault.blindIndex(contact.value))

const isLinkOf = async (db: Db, token: string, lookup: Buffer): Promise<boolean> =>
  (await findLink(db, { token, purpose: 'sign_in' }, db.now()))?.equals(lookup) ?? false

/** The right password was given, and the second factor is owed. */
export interface PendingSignIn {
  personId: string
  /** For the cookie of the second step; the database keeps its hash only. */
  halfway: string
}

/** Opens a sign-in, or where the person has a second factor, waits for it. */
export async function startSessionOrMfa(
  tx: Tx,
  personId: string,
  device: Device,
): Promise<SignedIn | PendingSignIn> {
  if (!(await hasFactor(tx, personId))) return createSession(tx, personId, device)
  const halfway = makeToken()
  await tx
    .insertInto('sign_in_halfway')
    .values({
      token_hash: hashToken(halfway),
      person_id: personId,
      created_at: tx.now,
      expires_at: new Date(tx.now.getTime() + PENDING_SIGN_IN_MINUTES * 60_000),
    })
    .execute()
  await appendAudit(tx, null, { verb: 'give_password', subject: { kind: 'person', id: personId } })
  return { personId, halfway }
}

/** Leaves the trace, and where strangers or neighbours begin to wait writes to the person how to sign in beside that. */
async function recordFailure(
  db: Db,
  vault: Vault,
  { contact, personId, tried }: { contact: Contact; personId: string | null; tried: CountedTry },
): Promise<void> {
  await transact(db, async (tx) => {
    await appendAudit(tx, null, {
      verb: 'sign_in_failed',
      subject: { kind: 'person', id: personId },
    })
    if (!tried.slows) return
    await sendLink(tx, vault, {
      ...{ to: contact, purpose: 'sign_in', path: '/sign-in', template: 'sign_in_link' },
      minutes: SIGN_IN_LINK_HOURS * 60,
      worthSending: personId !== null,
    })
  })
}

/** Ends the sign-in that asks. */
export async function signOut(db: Db, actor: Actor): Promise<void> {
  await revokeSignIn(db, actor, actor.signInId)
}

/** Ends one of one's own sign-ins, at once and on every node. @throws {Refusal} `missing` */
export async function revokeSignIn(db: Db, actor: Actor, signInId: string): Promise<void> {
  await transact(db, async (tx) => {
    const ended = await tx
      .updateTable('sign_in')
      .set({ revoked_at: tx.now })
      .where('id', '=', signInId)
      .where('person_id', '=', actor.personId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) throw refuse('missing', 'sign_in_missing')
    // Who signs out comes back on the same device; a sign-in that is ended from elsewhere may be on one that was lost.
    if (signInId !== actor.signInId) await forgetDeviceOf(tx, signInId)
    await appendAudit(tx, actor, {
      verb: 'end_sign_in',
      subject: { kind: 'sign_in', id: signInId },
    })
    await enqueueSideEffects(tx, { topics: [topic.person(actor.personId)] })
  })
}

/** Ends all of one's sign-ins but the one that asks, and with them what else opens the account. */
export async function revokeOtherSignIns(db: Db, actor: Actor): Promise<void> {
  await transact(db, async (tx) => {
    await endAccess(tx, null, 'secured', { personId: actor.personId }, actor.signInId)
  })
}

const touchEveryMs = 5 * 60_000

/** Notes that a sign-in is in use; writes at most every five minutes. */
export async function touchSignIn(db: Db, signInId: string): Promise<void> {
  const now = db.now()
  await db
    .updateTable('sign_in')
    .set({ last_seen_at: now })
    .where('id', '=', signInId)
    .where('last_seen_at', '<', new Date(now.getTime() - touchEveryMs))
    .execute()
}
