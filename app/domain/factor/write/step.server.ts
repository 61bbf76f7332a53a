import { type Db, transact } from '#db'
import type { Device } from '../../account/account.ts'
import { verifyPassword } from '../../account/password.server.ts'
import { openSignIn, type SignedIn } from '../../account/write/open.server.ts'
import { countTry, forgetTries, giveBackTries } from '../../account/write/tries.server.ts'
import type { Actor } from '../../actor.ts'
import { record } from '../../record.server.ts'
import { refuse } from '../../refusal.ts'
import { hashToken, type Vault } from '../../vault.server.ts'
import { findHalfway, hasFactor } from '../read.server.ts'
import { confirmKey, countFactorTry, recordWrongFactor, spendFactor } from './guard.server.ts'

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
  const found = await findHalfway(db, hashToken(halfway), db.now())
  if (!found) throw refuse('signed_out', 'signed_out')
  const tried = await countFactorTry(db, found.personId, device)
  const signedIn = await transact(db, async (tx) => {
    if (!(await spendFactor(tx, vault, found.personId, code))) return null
    const taken = await tx
      .deleteFrom('sign_in_halfway')
      .where('token_hash', '=', hashToken(halfway))
      .returning('person_id')
      .executeTakeFirst()
    if (!taken) throw refuse('signed_out', 'signed_out')
    await giveBackTries(tx, tried)
    return openSignIn(tx, found.personId, device, { secondFactor: true })
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
  if (await countTry(db, own)) throw refuse('forbidden', 'factor_locked')
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
    if (guarded && !(await spendFactor(tx, vault, personId, code ?? ''))) return false
    await forgetTries(tx, own)
    await tx
      .updateTable('sign_in')
      .set({ confirmed_at: tx.at, ...(guarded ? { second_factor: true } : {}) })
      .where('id', '=', actor.signInId)
      .execute()
    await record(tx, actor, { verb: 'confirm', subject: { kind: 'person', id: personId } })
    return true
  })
  if (right) return
  await recordWrongFactor(db, personId)
  throw refuse('invalid', 'factor_wrong', { fields: { code: ['factor_wrong'] } })
}
