import { randomInt } from 'node:crypto'
import { type Db, type Tx, transact } from '#db'
import { endAccess } from '../../account/write/openings.server.ts'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { EventDefinition } from '../../event.ts'
import { refuse } from '../../refusal.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import type { Vault } from '../../vault.server.ts'
import { securityEvents } from '../events.ts'
import {
  guardedKinds,
  RECOVERY_CODE_COUNT,
  recoveryAlphabet,
  SET_UP_MINUTES,
  type SecondFactorPolicy,
  showRecoveryCode,
} from '../factor.ts'
import { hasFactor } from '../read.server.ts'
import { findTotpStep, makeTotpSecret } from '../totp.server.ts'
import {
  auditFactorChange,
  hashRecoveryCode,
  markStepUp,
  requireRecentAuth,
} from './step-up.server.ts'

/** Begins to set up an app, or another one in its place; nothing changes until its first code is given. @throws {Refusal} */
export async function beginTotp(db: Db, vault: Vault, actor: Actor): Promise<void> {
  await transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    const next = {
      next_sealed: vault.seal(makeTotpSecret(), sealedIn('person_totp.sealed', actor.personId)),
      next_at: tx.now,
    }
    await tx
      .insertInto('person_totp')
      .values({ person_id: actor.personId, ...next })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(next))
      .execute()
    await appendAudit(tx, actor, {
      verb: 'begin_totp',
      subject: { kind: 'person', id: actor.personId },
    })
  })
}

/**
 * Ends the setting up with the app's first code. Other sign-ins end, since they were opened with less.
 * @returns recovery codes to be shown this once, where there were none
 * @throws {Refusal} `invalid` with the field `code`
 */
export async function confirmTotp(
  db: Db,
  vault: Vault,
  actor: Actor,
  code: string,
): Promise<string[] | null> {
  return transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    const row = await tx
      .selectFrom('person_totp')
      .select(['next_sealed', 'next_at'])
      .where('person_id', '=', actor.personId)
      .forUpdate()
      .executeTakeFirst()
    if (!row?.next_sealed || !row.next_at) throw refuse('conflict', 'totp_not_begun')
    if (tx.now.getTime() - row.next_at.getTime() > SET_UP_MINUTES * 60_000) {
      throw refuse('conflict', 'totp_not_begun')
    }
    const secret = vault.open(row.next_sealed, sealedIn('person_totp.sealed', actor.personId))
    const step = findTotpStep(secret, { code, at: tx.now, after: null })
    if (step === null) throw refuse('invalid', 'totp_wrong', { fields: { code: ['totp_wrong'] } })
    await tx
      .updateTable('person_totp')
      .set({
        sealed: row.next_sealed,
        confirmed_at: tx.now,
        last_step: step,
        next_sealed: null,
        next_at: null,
      })
      .where('person_id', '=', actor.personId)
      .execute()
    await factorAdded(tx, actor, securityEvents.totp_added)
    return codesIfNone(tx, vault, actor.personId)
  })
}

/** What follows whichever factor was added. */
export async function factorAdded(
  tx: Tx,
  actor: Actor,
  event: EventDefinition,
  params: Record<string, string | number> = {},
): Promise<void> {
  await markStepUp(tx, actor.signInId)
  await endAccess(tx, null, 'secured', { personId: actor.personId }, actor.signInId)
  await auditFactorChange(tx, actor, event, params)
}

/** Takes the app away. @throws {Refusal} `conflict` when it is the last factor of who needs one */
export async function removeTotp(db: Db, actor: Actor, policy: SecondFactorPolicy): Promise<void> {
  await transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    const gone = await tx
      .deleteFrom('person_totp')
      .where('person_id', '=', actor.personId)
      .where('confirmed_at', 'is not', null)
      .returning('person_id')
      .executeTakeFirst()
    if (!gone) throw refuse('conflict', 'factor_gone')
    await afterRemoval(tx, actor, policy)
    await auditFactorChange(tx, actor, securityEvents.totp_removed)
  })
}

/** Who is left without a factor needs no codes to recover it, and their sign-ins count as less. */
export async function afterRemoval(
  tx: Tx,
  actor: Actor,
  policy: SecondFactorPolicy,
): Promise<void> {
  if (await hasFactor(tx, actor.personId)) return
  if (policy === 'required' && (await isDemanded(tx, actor.personId))) {
    throw refuse('conflict', 'factor_last')
  }
  await tx.deleteFrom('recovery_code').where('person_id', '=', actor.personId).execute()
  await tx
    .updateTable('sign_in')
    .set({ second_factor: false })
    .where('person_id', '=', actor.personId)
    .execute()
}

async function isDemanded(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('membership')
    .innerJoin('organization', 'organization.id', 'membership.organization_id')
    .select('membership.id')
    .where('membership.person_id', '=', personId)
    .where('membership.ended_at', 'is', null)
    .where('organization.kind', 'in', guardedKinds)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Makes ten new recovery codes; those of before open nothing any more. @returns them, to be shown this once */
export async function renewRecoveryCodes(db: Db, vault: Vault, actor: Actor): Promise<string[]> {
  return transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    if (!(await hasFactor(tx, actor.personId))) throw refuse('conflict', 'factor_gone')
    await tx.deleteFrom('recovery_code').where('person_id', '=', actor.personId).execute()
    await auditFactorChange(tx, actor, securityEvents.recovery_codes_renewed)
    return makeRecoveryCodes(tx, vault, actor.personId)
  })
}

/** Ten codes, where a person has none left. */
export async function codesIfNone(
  tx: Tx,
  vault: Vault,
  personId: string,
): Promise<string[] | null> {
  const one = await tx
    .selectFrom('recovery_code')
    .select('id')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return one ? null : makeRecoveryCodes(tx, vault, personId)
}

async function makeRecoveryCodes(tx: Tx, vault: Vault, personId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODE_COUNT }, makeRecoveryCode)
  await tx
    .insertInto('recovery_code')
    .values(
      codes.map((code) => ({
        person_id: personId,
        code_hash: hashRecoveryCode(vault, personId, code),
        created_at: tx.now,
      })),
    )
    .execute()
  return codes.map(showRecoveryCode)
}

/** Fifty bits of chance. Never six digits, so that it isn't taken for a code of the app. */
const makeRecoveryCode = (): string =>
  Array.from({ length: 10 }, () => recoveryAlphabet[randomInt(recoveryAlphabet.length)]).join('')
