import type { Queryable } from '#db'
import type { Actor } from '../actor.ts'
import { sealedIn } from '../sealed-places.server.ts'
import type { Vault } from '../vault.server.ts'
import { SET_UP_MINUTES, STEP_UP_MINUTES } from './factor.ts'

/** What guards a person's account beside the password. */
export async function listFactors(q: Queryable, personId: string) {
  const [totp, passkeys, codes] = await Promise.all([
    q
      .selectFrom('person_totp')
      .select('confirmed_at')
      .where('person_id', '=', personId)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst(),
    q
      .selectFrom('passkey')
      .select(['id', 'name', 'created_at', 'last_used_at'])
      .where('person_id', '=', personId)
      .orderBy('created_at')
      .execute(),
    q
      .selectFrom('recovery_code')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('person_id', '=', personId)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ])
  return {
    totpSince: totp?.confirmed_at ?? null,
    passkeys: passkeys.map(({ id, name, created_at, last_used_at }) => ({
      id,
      name,
      since: created_at,
      lastUsed: last_used_at,
    })),
    recoveryCodes: Number(codes.count),
  }
}

/** Which of these people have a second factor. */
export async function listGuarded(q: Queryable, personIds: readonly string[]) {
  if (personIds.length === 0) return new Set<string>()
  const rows = await q
    .selectFrom('person_totp')
    .select('person_id')
    .where('person_id', 'in', [...personIds])
    .where('confirmed_at', 'is not', null)
    .union(
      q
        .selectFrom('passkey')
        .select('person_id')
        .where('person_id', 'in', [...personIds]),
    )
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

export const hasFactor = async (q: Queryable, personId: string): Promise<boolean> =>
  (await listGuarded(q, [personId])).has(personId)

/** The secret that is being set up; null when none is, or it waited too long. */
export async function findTotpSetUp(q: Queryable, vault: Vault, personId: string, at: Date) {
  const row = await q
    .selectFrom('person_totp')
    .select(['next_sealed', 'next_at'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (!row?.next_sealed || !row.next_at) return null
  if (at.getTime() - row.next_at.getTime() > SET_UP_MINUTES * 60_000) return null
  return vault.open(row.next_sealed, sealedIn('person_totp.sealed', personId))
}

/** How much this sign-in proves now: its second factor, and that its holder was there a short while ago; a token proves nothing. */
export async function readProof(q: Queryable, actor: Actor, at: Date) {
  const row = await q
    .selectFrom('sign_in')
    .select(['confirmed_at', 'second_factor'])
    .where('id', '=', actor.signInId)
    .where('scopes', 'is', null)
    .executeTakeFirst()
  const age = row ? at.getTime() - row.confirmed_at.getTime() : Number.POSITIVE_INFINITY
  return { fresh: age <= STEP_UP_MINUTES * 60_000, given: row?.second_factor ?? false }
}

/** Who gave the right password and owes the second factor; null when that took too long. */
export async function findPendingSignIn(q: Queryable, tokenHash: Buffer, at: Date) {
  const row = await q
    .selectFrom('sign_in_halfway')
    .select('person_id')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  if (!row) return null
  const { totpSince, passkeys, recoveryCodes } = await listFactors(q, row.person_id)
  return {
    personId: row.person_id,
    app: totpSince !== null,
    passkeys: passkeys.length > 0,
    recovery: recoveryCodes > 0,
  }
}
