import { type Db, sql, type Tx, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { emit } from '../../emit.server.ts'
import { topic } from '../../events.ts'
import { record } from '../../record.server.ts'
import { refuse } from '../../refusal.ts'
import { hashToken, makeToken, type Vault } from '../../vault.server.ts'
import {
  type Contact,
  type Device,
  failuresUntilLock,
  lockMinutes,
  signInDays,
} from '../account.ts'
import { verifyPassword } from '../password.server.ts'

export interface SignedIn {
  personId: string
  signInId: string
  /** For the cookie; the database keeps its hash only. */
  token: string
}

/**
 * Signs in by address and password.
 * A wrong password, an unknown address and a locked one get the same sentence after the same work.
 * @throws {Refusal} `forbidden`
 */
export async function signIn(
  db: Db,
  vault: Vault,
  { contact, password }: { contact: Contact; password: string },
  device: Device,
): Promise<SignedIn> {
  const lookup = vault.lookup(contact.value)
  const locked = await countTry(db, lookup)
  const found = await db
    .selectFrom('person_contact')
    .innerJoin('person_password', 'person_password.person_id', 'person_contact.person_id')
    .select(['person_contact.person_id', 'person_password.hash'])
    .where('person_contact.lookup', '=', lookup)
    .executeTakeFirst()
  const matches = await verifyPassword(found?.hash ?? null, password)
  return transact(db, async (tx) => {
    if (locked || !matches || !found) return null
    // The lock may have fallen, or the password been reset, while this password was being verified.
    const current = await tx
      .selectFrom('person_password')
      .select('hash')
      .where('person_id', '=', found.person_id)
      .forUpdate()
      .executeTakeFirst()
    if (current?.hash !== found.hash) return null
    await tx.deleteFrom('sign_in_guard').where('lookup', '=', lookup).execute()
    return openSignIn(tx, found.person_id, device)
  }).then(async (signedIn) => {
    if (signedIn) return signedIn
    await recordFailure(db, found?.person_id ?? null)
    throw refuse('forbidden', 'sign_in_failed', {
      params: { tries: failuresUntilLock, minutes: lockMinutes },
    })
  })
}

/**
 * Counts a try before its password is looked at, so that many at once get no more tries than one after the other.
 * True when the address is locked.
 */
async function countTry(db: Db, lookup: Buffer): Promise<boolean> {
  return transact(db, async (tx) => {
    const lockUntil = new Date(tx.at.getTime() + lockMinutes * 60_000)
    const forgotten = new Date(tx.at.getTime() - lockMinutes * 60_000)
    const before = await tx
      .selectFrom('sign_in_guard')
      .select('locked_until')
      .where('lookup', '=', lookup)
      .forUpdate()
      .executeTakeFirst()
    if (before?.locked_until && before.locked_until > tx.at) return true
    const { failures } = await tx
      .insertInto('sign_in_guard')
      .values({ lookup, failures: 1, last_failure_at: tx.at })
      .onConflict((conflict) =>
        conflict.column('lookup').doUpdateSet({
          failures: sql<number>`case when sign_in_guard.last_failure_at < ${forgotten} then 1 else sign_in_guard.failures + 1 end`,
          locked_until: null,
          last_failure_at: tx.at,
        }),
      )
      .returning('failures')
      .executeTakeFirstOrThrow()
    if (failures >= failuresUntilLock) {
      await tx
        .updateTable('sign_in_guard')
        .set({ locked_until: lockUntil, failures: 0 })
        .where('lookup', '=', lookup)
        .execute()
    }
    return false
  })
}

async function recordFailure(db: Db, personId: string | null): Promise<void> {
  await transact(db, (tx) =>
    record(tx, null, { verb: 'sign_in_failed', subject: { kind: 'person', id: personId } }),
  )
}

/** Opens a sign-in for a person who has just proved who they are; acts for the organisation of last time. */
export async function openSignIn(tx: Tx, personId: string, device: Device): Promise<SignedIn> {
  const token = makeToken()
  const { id } = await tx
    .insertInto('sign_in')
    .values({
      person_id: personId,
      organization_id: await usualOrganization(tx, personId),
      token_hash: hashToken(token),
      created_at: tx.at,
      last_seen_at: tx.at,
      expires_at: new Date(tx.at.getTime() + signInDays * 86_400_000),
      device: device.agent?.slice(0, 300) ?? null,
      address: device.address,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(
    tx,
    { personId, signInId: id, organization: null },
    { verb: 'sign_in', subject: { kind: 'sign_in', id } },
  )
  return { personId, signInId: id, token }
}

async function usualOrganization(tx: Tx, personId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('membership')
    .leftJoin('sign_in', (join) =>
      join
        .onRef('sign_in.person_id', '=', 'membership.person_id')
        .onRef('sign_in.organization_id', '=', 'membership.organization_id'),
    )
    .select('membership.organization_id')
    .where('membership.person_id', '=', personId)
    .where('membership.ended_at', 'is', null)
    .orderBy(sql`sign_in.last_seen_at desc nulls last`)
    .orderBy('membership.since')
    .limit(1)
    .executeTakeFirst()
  return row?.organization_id ?? null
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
      .set({ revoked_at: tx.at })
      .where('id', '=', signInId)
      .where('person_id', '=', actor.personId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) throw refuse('missing', 'sign_in_missing')
    await record(tx, actor, { verb: 'end_sign_in', subject: { kind: 'sign_in', id: signInId } })
    await emit(tx, { topics: [topic.person(actor.personId)] })
  })
}

/** Ends all of one's sign-ins but the one that asks. */
export async function revokeOtherSignIns(db: Db, actor: Actor): Promise<void> {
  await transact(db, (tx) => endSignIns(tx, actor.personId, actor.signInId))
}

/** Ends a person's sign-ins, but for the one to keep. */
export async function endSignIns(tx: Tx, personId: string, keep: string | null): Promise<void> {
  const ended = await tx
    .updateTable('sign_in')
    .set({ revoked_at: tx.at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .$if(keep !== null, (query) => query.where('id', '!=', keep))
    .returning('id')
    .execute()
  for (const { id } of ended) {
    await record(tx, null, { verb: 'end_sign_in', subject: { kind: 'sign_in', id } })
  }
  await emit(tx, { topics: [topic.person(personId)] })
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
