import { type Db, transact } from '#db'
import type { Device } from '../../account/account.ts'
import { verifyPassword } from '../../account/password.server.ts'
import { createSession, type SignedIn } from '../../account/write/create-session.server.ts'
import {
  clearAttempts,
  refundAttempts,
  registerAttempt,
} from '../../account/write/login-throttle.server.ts'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { refuse } from '../../refusal.ts'
import { hashToken, type Vault } from '../../vault.server.ts'
import { findPendingSignIn, hasFactor } from '../read.server.ts'
import {
  confirmKey,
  consumeFactor,
  recordWrongFactor,
  registerFactorAttempt,
} from './step-up.server.ts'

/**
 * The second step of signing in: a code of the app, or a recovery code.
 * @param halfway the token of the first step
 * @throws {Refusal} `signed_out` when the first step is too long ago, `invalid` with the field `code`
 */
export async function finishSignIn(
  db: Db,
  vault: Vault,
  { halfway, code }: { halfway: string; code: string },
  device: Device,
): Promise<SignedIn> {
  const found = await findPendingSignIn(db, hashToken(halfway), db.now())
  if (!found) throw refuse('signed_out', 'signed_out')
  const tried = await registerFactorAttempt(db, found.personId, device)
  const signedIn = await transact(db, async (tx) => {
    if (!(await consumeFactor(tx, vault, found.personId, code))) return null
    const taken = await tx
      .deleteFrom('sign_in_halfway')
      .where('token_hash', '=', hashToken(halfway))
      .returning('person_id')
      .executeTakeFirst()
    if (!taken) throw refuse('signed_out', 'signed_out')
    await refundAttempts(tx, tried)
    return createSession(tx, found.personId, device, { secondFactor: true })
  })
  if (signedIn) return signedIn
  await recordWrongFactor(db, found.personId)
  throw refuse('invalid', 'factor_wrong', { fields: { code: ['factor_wrong'] } })
}

/**
 * Proves anew who one is, before one changes what guards the account: the password, and a code where there is a second factor.
 * @throws {Refusal} `invalid` by field, `forbidden` while locked
 */
export async function confirmIdentity(
  db: Db,
  vault: Vault,
  actor: Actor,
  { password, code }: { password: string; code: string | undefined },
): Promise<void> {
  const { personId } = actor
  const own = confirmKey(actor)
  if (await registerAttempt(db, own)) throw refuse('forbidden', 'factor_locked')
  const { hash } = await db
    .selectFrom('person_password')
    .select('hash')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  if (!(await verifyPassword(hash, password))) {
    await recordWrongFactor(db, personId)
    throw refuse('invalid', 'password_wrong', { fields: { password: ['password_wrong'] } })
  }
  const guarded = await hasFactor(db, personId)
  if (guarded && !code) {
    throw refuse('invalid', 'factor_needed', { fields: { code: ['factor_needed'] } })
  }
  const right = await transact(db, async (tx) => {
    if (guarded && !(await consumeFactor(tx, vault, personId, code ?? ''))) return false
    await clearAttempts(tx, own)
    await tx
      .updateTable('sign_in')
      .set({ confirmed_at: tx.now, ...(guarded ? { second_factor: true } : {}) })
      .where('id', '=', actor.signInId)
      .execute()
    await appendAudit(tx, actor, { verb: 'confirm', subject: { kind: 'person', id: personId } })
    return true
  })
  if (right) return
  await recordWrongFactor(db, personId)
  throw refuse('invalid', 'factor_wrong', { fields: { code: ['factor_wrong'] } })
}
