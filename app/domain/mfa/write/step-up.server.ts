import { type Db, type Tx, transact } from '#db'
import type { Device } from '../../account/account.ts'
import { findKnownToPerson } from '../../account/write/devices.server.ts'
import { type CountedTry, countTryAt } from '../../account/write/login-throttle.server.ts'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { EventDefinition } from '../../event.ts'
import { type Notice, topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { hashToken, type Vault } from '../../vault.server.ts'
import { securityEvents } from '../events.ts'
import { isAppCode } from '../factor.ts'
import { readProof } from '../read.server.ts'
import { findTotpStep } from '../totp.server.ts'

/**
 * One change of a person's factors at a time, so that two removals can't both leave the other's factor for the last.
 * @throws {Refusal} `forbidden` when who asks has to prove first that they are who signed in
 */
export async function requireRecentAuth(tx: Tx, actor: Actor): Promise<void> {
  await tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', actor.personId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const { fresh } = await readProof(tx, actor, tx.now)
  if (!fresh) throw refuse('forbidden', 'confirm_first')
}

/** A sentence to the person whose account changed. */
export const notifySelf = (
  personId: string,
  event: EventDefinition,
  params: Record<string, string | number> = {},
): Notice => ({ to: { personId }, event, subject: { kind: 'person', id: personId }, params })

/**
 * Counts a try at a person's second factor before it is looked at, by the device or network that tries: who guesses is locked out
 * like one who guesses passwords, and the person on a device of theirs is not.
 * @throws {Refusal} `forbidden` while locked
 */
export async function registerFactorAttempt(
  db: Db,
  personId: string,
  device: Device,
): Promise<CountedTry> {
  const known = await findKnownToPerson(db, personId, device, db.now())
  const tried = await countTryAt(db, { subject: hashToken(`factor ${personId}`), device, known })
  if (tried.locked) throw refuse('forbidden', 'factor_locked')
  return tried
}

/** The key of proofs in one sign-in: who has taken over one of them uses up the tries of no other. */
export const confirmKey = ({ signInId }: Actor): Buffer => hashToken(`confirm ${signInId}`)

/**
 * Uses up a code of the app or a recovery code: each opens once, also when it comes twice at the same instant.
 * False when it is wrong or used.
 */
export async function consumeFactor(
  tx: Tx,
  vault: Vault,
  personId: string,
  code: string,
): Promise<boolean> {
  return isAppCode(code)
    ? spendAppCode(tx, vault, personId, code)
    : spendRecoveryCode(tx, vault, personId, code)
}

async function spendAppCode(
  tx: Tx,
  vault: Vault,
  personId: string,
  code: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('person_totp')
    .select(['sealed', 'last_step'])
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.sealed) return false
  const secret = vault.open(row.sealed, sealedIn('person_totp.sealed', personId))
  const step = findTotpStep(secret, { code, at: tx.now, after: row.last_step })
  if (step === null) return false
  await tx
    .updateTable('person_totp')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .execute()
  return true
}

async function spendRecoveryCode(
  tx: Tx,
  vault: Vault,
  personId: string,
  code: string,
): Promise<boolean> {
  const used = await tx
    .updateTable('recovery_code')
    .set({ used_at: tx.now })
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashRecoveryCode(vault, personId, code))
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!used) return false
  const { count } = await tx
    .selectFrom('recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  await appendAudit(tx, null, {
    verb: 'use_recovery_code',
    subject: { kind: 'person', id: personId },
  })
  await enqueueSideEffects(tx, {
    notices: [notifySelf(personId, securityEvents.recovery_code_used, { left: Number(count) })],
  })
  return true
}

export const hashRecoveryCode = (vault: Vault, personId: string, code: string): Buffer =>
  vault.hashCode(vault.blindIndex(`recovery:${personId}`), code)

/** Leaves the trace of a change to what guards the account, and tells its owner. */
export async function auditFactorChange(
  tx: Tx,
  actor: Actor,
  event: EventDefinition,
  params: Record<string, string | number> = {},
): Promise<void> {
  const { personId } = actor
  await appendAudit(tx, actor, { verb: event.kind, subject: { kind: 'person', id: personId } })
  await enqueueSideEffects(tx, {
    topics: [topic.person(personId)],
    notices: [notifySelf(personId, event, params)],
  })
}

/** Notes a wrong second factor in a transaction of its own, since the verb that needed it is refused. */
export async function recordWrongFactor(db: Db, personId: string): Promise<void> {
  await transact(db, (tx) =>
    appendAudit(tx, null, {
      verb: 'second_factor_failed',
      subject: { kind: 'person', id: personId },
    }),
  )
}

/** From now on this sign-in has given its second factor, and its holder is known to be there. */
export async function markStepUp(tx: Tx, signInId: string): Promise<void> {
  await tx
    .updateTable('sign_in')
    .set({ second_factor: true, confirmed_at: tx.now })
    .where('id', '=', signInId)
    .execute()
}
