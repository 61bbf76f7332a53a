import { type Queryable, sql, type Tx } from '#db'
import { hashToken, makeToken } from '../../vault.server.ts'
import { type Device, KNOWN_DEVICE_DAYS, MAX_KNOWN_DEVICES } from '../account.ts'

/** What a person has signed in from before: this very device, or its network alone. */
export type Known = 'device' | 'network' | null

export const networkOf = ({ network, address }: Device): string => network ?? address ?? ''

/** Returns how a device is known to whoever has an address. Costs the same where nobody has it. */
export const findKnownTo = (
  q: Queryable,
  lookup: Uint8Array,
  device: Device,
  at: Date,
): Promise<Known> =>
  findKnown(
    q,
    sql`(select person_id from person_contact where lookup = ${Buffer.from(lookup)})`,
    device,
    at,
  )

/** Returns how a device is known to a person. */
export const findKnownToPerson = (
  q: Queryable,
  personId: string,
  device: Device,
  at: Date,
): Promise<Known> => findKnown(q, sql`(${personId}::uuid)`, device, at)

async function findKnown(
  q: Queryable,
  people: ReturnType<typeof sql>,
  device: Device,
  at: Date,
): Promise<Known> {
  const hash = hashToken(device.token ?? '')
  const network = networkOf(device)
  const since = new Date(at.getTime() - KNOWN_DEVICE_DAYS * 86_400_000)
  const { rows } = await sql<{ same: boolean }>`
    select token_hash = ${hash} as same from known_device
    where person_id in ${people} and last_used_at > ${since}
      and (token_hash = ${hash} or (network = ${network} and network <> ''))
    order by same desc limit 1`.execute(q)
  const [row] = rows
  if (!row) return null
  return row.same ? 'device' : 'network'
}

/**
 * Remembers the device that a person has just signed in on, under a new token. Who else has signed in on it stays known there.
 * @returns the token for its cookie, which opens nothing
 */
export async function rememberDevice(
  tx: Tx,
  { personId, signInId }: { personId: string; signInId: string },
  device: Device,
): Promise<string> {
  const token = makeToken()
  const hash = hashToken(token)
  await tx
    .updateTable('known_device')
    .set({ token_hash: hash })
    .where('token_hash', '=', hashToken(device.token ?? ''))
    .execute()
  const now = { network: networkOf(device), sign_in_id: signInId, last_used_at: tx.now }
  await tx
    .insertInto('known_device')
    .values({ token_hash: hash, person_id: personId, created_at: tx.now, ...now })
    .onConflict((conflict) => conflict.columns(['token_hash', 'person_id']).doUpdateSet(now))
    .execute()
  await sql`
    delete from known_device where person_id = ${personId} and token_hash in (
      select token_hash from known_device where person_id = ${personId}
      order by last_used_at desc, token_hash offset ${MAX_KNOWN_DEVICES})`.execute(tx)
  return token
}

/** Forgets the device that a sign-in was opened on, as when it was lost. */
export async function forgetDeviceOf(tx: Tx, signInId: string): Promise<void> {
  await tx.deleteFrom('known_device').where('sign_in_id', '=', signInId).execute()
}
