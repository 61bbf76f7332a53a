import { createHash } from 'node:crypto'
import { type Db, sql, type Tx, transact } from '#db'
import { hashToken } from '../../vault.server.ts'
import {
  type Device,
  failuresUntilLock,
  lockMinutes,
  MAX_CODE_TRIES_OF_SITE,
  MAX_STRANGERS_TRIES,
  SLOW_AFTER_FAILURES,
} from '../account.ts'
import { type Known, networkOf } from './devices.server.ts'

/** From which failure on whoever is counted waits, and until when. */
interface TryLimit {
  /** How long failures are remembered, from the first of them on. */
  windowMs: number
  /** Milliseconds of waiting after so many failures. */
  waitMs(failures: number): number
}

const LOCK_MS = lockMinutes * 60_000
const DAY_MS = 86_400_000

/** Of one device, network or link. */
const ownLimit: TryLimit = {
  windowMs: LOCK_MS,
  waitMs: (failures) => (failures >= failuresUntilLock ? LOCK_MS : 0),
}

/** Of all networks of one site, at one code. */
const siteLimit: TryLimit = {
  windowMs: LOCK_MS,
  waitMs: (failures) => (failures >= MAX_CODE_TRIES_OF_SITE ? LOCK_MS : 0),
}

/** Of all strangers together: each failure doubles the wait, and a day has an end of them. */
const strangersLimit: TryLimit = {
  windowMs: DAY_MS,
  waitMs(failures) {
    if (failures >= MAX_STRANGERS_TRIES) return DAY_MS
    const doublings = failures - SLOW_AFTER_FAILURES
    return doublings < 0 ? 0 : Math.min(LOCK_MS, 1000 * 2 ** doublings)
  },
}

/**
 * Counts a try before what was typed is looked at, so that many at once get no more tries than one after the other.
 * @param lookup a hash of what is being guessed at, and by whom
 * @returns true when it is locked
 */
export const registerAttempt = (db: Db, lookup: Buffer): Promise<boolean> =>
  transact(db, async (tx) => (await count(tx, lookup, ownLimit)) === null)

/**
 * Counts a try at a code for the device or network that makes it, and unless it is a device of the person, for its site.
 * @param subject a hash of the code's id
 * @returns whose count it is, for `clearAttempts`; null when the network or the site is locked
 */
export async function registerCodeAttempt(
  db: Db,
  subject: Buffer,
  device: Device,
  known: Known,
): Promise<Buffer | null> {
  const own = ownKey(subject, device, known)
  const site = known === 'device' ? null : (device.site ?? null)
  return transact(db, async (tx) => {
    if ((await count(tx, own, ownLimit)) === null) return null
    if (site !== null && (await count(tx, keyOf(subject, 'site', site), siteLimit)) === null)
      return null
    return own
  })
}

/** A try as it was counted. */
export interface CountedTry {
  locked: boolean
  /** Whose count it is. */
  own: Buffer
  /** The count of all strangers together, where it stands there too. */
  strangers: Buffer | null
  /** Whether a wait begins with this failure that others than the person may have caused: of strangers, or of neighbours in a known network. */
  slows: boolean
}

/**
 * Counts a try at what belongs to one person: by the device or network that tries, and where neither is known to that person,
 * by all strangers together. So nobody uses up the tries of the person on a device of theirs.
 * @param subject a hash of what is being guessed at
 * @param link a link that the person was sent, whose tries are its own
 */
export async function countTryAt(
  db: Db,
  {
    subject,
    device,
    known,
    link,
  }: { subject: Buffer; device: Device; known: Known; link?: string },
): Promise<CountedTry> {
  const own = ownKey(subject, device, known, link)
  const strangers = known || link ? null : subject
  return transact(db, async (tx) => {
    const counted = { own, strangers, locked: true, slows: false }
    const ownFailures = await count(tx, own, ownLimit)
    if (ownFailures === null) return counted
    if (!strangers) {
      const slows = known === 'network' && !link && ownFailures === failuresUntilLock
      return { ...counted, locked: false, slows }
    }
    const failures = await count(tx, strangers, strangersLimit)
    return { ...counted, locked: failures === null, slows: failures === SLOW_AFTER_FAILURES }
  })
}

/** Returns the key under which whoever tries is counted. */
export function ownKey(subject: Buffer, device: Device, known: Known, link?: string): Buffer {
  if (link) return keyOf(subject, 'link', hashToken(link))
  if (known === 'device') return keyOf(subject, 'device', hashToken(device.token!))
  return keyOf(subject, 'network', networkOf(device))
}

const keyOf = (subject: Buffer, kind: string, id: string | Buffer): Buffer =>
  createHash('sha256').update(subject).update(kind).update(id).digest()

/** @returns the failures with this one; null where it has to wait, which doesn't count */
async function count(tx: Tx, lookup: Buffer, limit: TryLimit): Promise<number | null> {
  const forgotten = new Date(tx.now.getTime() - limit.windowMs)
  const isOver = sql<boolean>`sign_in_guard.since <= ${forgotten}`
  const guard = await tx
    .insertInto('sign_in_guard')
    .values({ lookup, failures: 1, since: tx.now, last_failure_at: tx.now })
    .onConflict((conflict) =>
      conflict
        .column('lookup')
        .doUpdateSet({
          failures: sql<number>`case when ${isOver} then 1 else sign_in_guard.failures + 1 end`,
          since: sql<Date>`case when ${isOver} then ${tx.now}::timestamptz else sign_in_guard.since end`,
          locked_until: null,
          last_failure_at: tx.now,
        })
        // Asked of the row as it is once whoever came before has committed, also when there was none a moment ago.
        .where((eb) =>
          eb.or([
            eb('sign_in_guard.locked_until', 'is', null),
            eb('sign_in_guard.locked_until', '<=', tx.now),
          ]),
        ),
    )
    .returning('failures')
    .executeTakeFirst()
  if (!guard) return null
  const wait = limit.waitMs(guard.failures)
  if (wait > 0) {
    await tx
      .updateTable('sign_in_guard')
      .set({ locked_until: new Date(tx.now.getTime() + wait) })
      .where('lookup', '=', lookup)
      .execute()
  }
  return guard.failures
}

/** Gives the tries of a device or network back once the right thing was given there. */
export async function refundAttempts(
  tx: Tx,
  { own, strangers }: Pick<CountedTry, 'own' | 'strangers'>,
): Promise<void> {
  const gone = await tx
    .deleteFrom('sign_in_guard')
    .where('lookup', '=', own)
    .returning('failures')
    .executeTakeFirst()
  if (!strangers || !gone) return
  const left = sql<number>`greatest(0, failures - ${gone.failures}::int)`
  await tx
    .updateTable('sign_in_guard')
    .set({
      failures: left,
      locked_until: sql`case when ${left} < ${SLOW_AFTER_FAILURES}::int then null else locked_until end`,
    })
    .where('lookup', '=', strangers)
    .execute()
}

/** Forgets the tries under a key once the right thing was given. */
export async function clearAttempts(tx: Tx, lookup: Buffer): Promise<void> {
  await tx.deleteFrom('sign_in_guard').where('lookup', '=', lookup).execute()
}
