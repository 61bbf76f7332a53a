import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { type LaneName, lanes, settingsOf } from './lane.ts'
import { createNotificationBus, type NotificationBus } from './notifications.ts'
import type { DB } from './schema.ts'

/** Seals what must not lie in the database as plain text, and opens it again. */
export interface FieldCipher {
  seal(text: string, context: CipherContext): Buffer
  open(sealed: Uint8Array, context: CipherContext): string
}

/** What a sealed value is bound to: it opens with the key of its purpose, in its own place. */
export interface CipherContext {
  purpose: string
  place: string
}

/** Reads from either a pool or a transaction. */
export type Queryable = Kysely<DB> & { readonly sealer?: FieldCipher | undefined }

/** May open a transaction. */
export type Db = Queryable & {
  readonly power: 'db'
  /** The instant that a transaction opened now would take as its own. */
  now(): Date
  readonly notifications: NotificationBus
  /** Set where this stands for an open transaction. */
  readonly joined?: Tx
}

/** Is inside a transaction: may lock, write and emit. */
export type Tx = Transaction<DB> & {
  readonly power: 'tx'
  readonly sealer?: FieldCipher | undefined
  /** The one instant at which everything in this transaction happens. */
  readonly now: Date
  /** Tells every node, after the commit, that what stands behind a topic changed. */
  notify(topic: string): void
}

export interface Database {
  db: Db
  notifications: NotificationBus
  /** True when the server answers. */
  alive(): Promise<boolean>
  /** The pool, for libraries that bring their own SQL. */
  pool: pg.Pool
  /** Opens connections that this kind of work has to itself; they close with the rest. */
  openLane(name: LaneName): { db: Db; pool: pg.Pool }
  close(): Promise<void>
}

export interface ConnectOptions {
  url: string
  /** A connection past any pooler, for LISTEN; the same as `url` when absent. */
  directUrl?: string | undefined
  poolSize?: number
  /** What the connections are for, which bounds how long they may wait and work; unbounded when absent, as in commands. */
  lane?: LaneName
  now?: () => Date
  /** For fields that are sealed; without one they can be neither written nor read. */
  sealer?: FieldCipher | undefined
  /** Hears of lost connections; the pool mends itself. */
  onError?: (error: Error) => void
}

const int8 = 20
const numeric = 1700
const date = 1082

/** PostgreSQL's own names of what one more try can cure: serialization_failure, deadlock_detected. */
const passing = new Set(['40001', '40P01'])

/** Opens a pool. int8 and numeric arrive as numbers (fen stay far below 2^53), dates as `YYYY-MM-DD`. */
export function connect(options: ConnectOptions): Database {
  const now = options.now ?? (() => new Date())
  let closing = false
  // The pool closes its connections without waiting: a server that stops next may be first.
  const onError = (error: Error) => closing || options.onError?.(error)
  const openPool = (name: LaneName | undefined): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: options.url,
      types: { getTypeParser: parserOf },
      ...(name
        ? settingsOf(lanes[name])
        : { max: options.poolSize ?? 20, connectionTimeoutMillis: 10_000 }),
    })
    // Each connection tells for itself; the pool only repeats it.
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', onError))
    return pool
  }
  const pool = openPool(options.lane)
  const notifications = createNotificationBus(pool, options.directUrl ?? options.url, onError)
  const { sealer } = options
  const opened: Kysely<DB>[] = []
  const openDb = (own: pg.Pool): Db => {
    const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: own }) })
    opened.push(kysely)
    return Object.assign(kysely, { power: 'db' as const, now, notifications, sealer })
  }
  const db = openDb(pool)
  return {
    db,
    notifications,
    pool,
    openLane(name) {
      const own = openPool(name)
      return { db: openDb(own), pool: own }
    },
    alive: async () => {
      try {
        await pool.query('select 1')
        return true
      } catch {
        return false
      }
    },
    close: async () => {
      closing = true
      await notifications.close()
      await Promise.all(opened.map((kysely) => kysely.destroy()))
    },
  }
}

/**
 * Runs `work` in one transaction and, after its commit, sends the notifications it left.
 * A deadlock or serialization failure is tried again, so `work` must have no effect outside the database.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (db.joined) return within(db.joined, work)
  for (let tries = 1; ; tries++) {
    const topics = new Set<string>()
    try {
      const result = await db
        .transaction()
        .execute((trx) => work(asTx(trx, db, (topic) => topics.add(topic))))
      db.notifications.send([...topics])
      return result
    } catch (error) {
      if (tries >= 6 || !isRetryableError(error)) throw error
    }
  }
}

/**
 * Lets verbs that open a transaction of their own work within one that is open: they commit with it or not at all.
 * Hints wait for the outer commit; the instant is the outer one's.
 */
export function bindToTransaction(db: Db, tx: Tx): Db {
  const notifications = {
    ...db.notifications,
    send: (topics: readonly string[]) => {
      for (const topic of topics) tx.notify(topic)
    },
  }
  return Object.assign(tx.$extendTables(), {
    power: 'db' as const,
    now: () => tx.now,
    notifications,
    sealer: tx.sealer,
    joined: tx,
  }) as unknown as Db
}

/** What fails inside leaves no trace, also when its caller goes on; what one more try can cure is the outer one's to try. */
async function within<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await sql`savepoint inner_work`.execute(tx)
  try {
    const result = await work(tx)
    await sql`release savepoint inner_work`.execute(tx)
    return result
  } catch (error) {
    if (!isRetryableError(error)) await sql`rollback to savepoint inner_work`.execute(tx)
    throw error
  }
}

const isRetryableError = (error: unknown): boolean =>
  passing.has((error as { code?: string }).code ?? '')

function asTx(trx: Transaction<DB>, db: Db, notify: (topic: string) => void): Tx {
  return Object.assign(trx, { power: 'tx' as const, now: db.now(), notify, sealer: db.sealer })
}

const parserOf: typeof pg.types.getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (oid === int8 || oid === numeric) return toNumber
  if (oid === date) return (text: string) => text
  return pg.types.getTypeParser(oid, format as 'text')
}) as typeof pg.types.getTypeParser

function toNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new Error(`The number ${text} is too large to be exact.`)
  }
  return value
}
