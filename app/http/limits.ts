import type { Pool } from 'pg'
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import { isRefusal, refuse } from '#app/domain/refusal.ts'
import { createGate } from './gate.ts'
import { networksOf } from './network.ts'
import { networkShares } from './shares.ts'

/**
 * How often something may be done, and by whom it is counted. Many firms of a district share one address
 * (an office tower, a hall full of phones), so limits by address are wide; narrow ones count a person or a contact.
 */
const limits = {
  /** Failed sign-ins, by address; each account has its own lock besides. */
  sign_in: { points: 100, seconds: 600, shared: true },
  /** Codes asked for that led to nothing yet, by address: a hall of newcomers asks within minutes. */
  code: { points: 300, seconds: 3600, shared: true },
  /** Codes and links written to addresses, all together; beyond it the log says so, and they are written nevertheless. */
  letters: { points: 2000, seconds: 3600, shared: true },
  /** Wrong codes, by address. */
  code_try: { points: 100, seconds: 600, shared: true },
  /** Wrong second factors, by address, or by person once one has signed in; each person has a lock besides. */
  factor: { points: 100, seconds: 600, shared: true },
  /** Passkeys asked for before anybody has signed in, by address. */
  passkey: { points: 3000, seconds: 600, shared: true },
  /** Requests claimed, by person. */
  claim: { points: 60, seconds: 60, shared: true },
  /** Files imported, by person. */
  import: { points: 20, seconds: 600, shared: true },
  /** Files uploaded, by person: a whole dossier and the pictures of some listings within an hour. */
  upload: { points: 120, seconds: 3600, shared: true },
  /** Messages written to the other side, by person. */
  post: { points: 60, seconds: 600, shared: true },
  /** Invitations sent, by person. */
  invite: { points: 60, seconds: 3600, shared: true },
  /** Searches and suggestions, by address; counted on each node, since a write for every keystroke costs more than it saves. */
  search: { points: 12_000, seconds: 60, shared: false },
  /** Forms sent, by person, or by network where nobody has signed in: a hall of a thousand phones shares one. */
  form: { points: 1200, seconds: 60, shared: false },
  /** Forms with files, likewise. */
  upload_form: { points: 120, seconds: 600, shared: false },
  /** Parts of pages read, by person or by network. */
  page: { points: 12_000, seconds: 60, shared: false },
  /** Requests of programs, by token; counted on each node for the same reason. */
  api: { points: 6000, seconds: 60, shared: false },
} as const

export type LimitName = keyof typeof limits
/** Limits that all nodes count together. */
type SharedLimitName = {
  [Name in LimitName]: (typeof limits)[Name]['shared'] extends true ? Name : never
}[LimitName]

/** What is left of a limit, for who asks. */
export interface Quota {
  left: number
  /** Seconds until all of it is there again. */
  resetsIn: number
}

/** How much a limit allows in how many seconds. */
export const policyOf = (name: LimitName): { points: number; seconds: number } => limits[name]

export interface Limits {
  /** Counts one more. @throws {Refusal} `too_many` with the seconds to wait */
  consume(name: LimitName, key: string): Promise<Quota>
  /** Counts one more for the networks that an address belongs to. @throws {Refusal} `too_many` with the seconds to wait */
  consumeByNetwork(name: LimitName, address: string): Promise<Quota>
  /**
   * Refuses while the networks of an address have used up a limit, which nothing is counted of here.
   * @param isExcused whether who asks passes nevertheless, as on a device of the account's owner; looked at only when it matters
   * @throws {Refusal} `too_many` with the seconds to wait
   */
  requireOpen(name: LimitName, address: string, isExcused: IsExcused): Promise<void>
  /** Counts one more for the networks of an address, and refuses nothing. */
  countByNetwork(name: LimitName, address: string): Promise<void>
  /**
   * Does what may be a guess, a few at a time for each network, and counts it for the networks of an address if it is refused.
   * What goes well is never counted, so however many do it right at once keep nobody out.
   * @throws {Refusal} what `work` throws; `too_many` as `requireOpen` does; `unavailable` when too many wait already
   */
  countFailures<T>(
    name: LimitName,
    address: string,
    work: () => Promise<T>,
    isExcused?: IsExcused,
  ): Promise<T>
  /** Counts one more where nothing is refused. @returns whether it is the first one beyond the limit */
  isFirstBeyond(name: LimitName, key: string): Promise<boolean>
  /** Takes one back for the networks of an address, as for an asked code that led to something. */
  giveBackByNetwork(name: SharedLimitName, address: string): Promise<void>
}

type IsExcused = () => Promise<boolean>
const excuseNobody: IsExcused = async () => false

/** Guesses at passwords and codes that are looked at at once: a password takes a thread and 19 MB for some time. */
const guessGate = { atOnce: 8, waiting: 5000 }
/** Of one network, which with its site leaves places to others; how far failures may go beyond a limit, too. */
const MAX_GUESSES_OF_NETWORK = { atOnce: 3, waiting: 2000 }
/** A site's whole network may do so many times as much as each of the networks in it. */
const SITE_FACTOR = 10

/** Limits that all nodes share through the database; while it is away, each node counts by itself. */
export function createLimits(pool: Pool): Limits {
  const limiters = new Map<LimitName, RateLimiterAbstract>()
  for (const [name, { points, seconds, shared }] of Object.entries(limits)) {
    const options = { keyPrefix: name, points, duration: seconds }
    const memory = new RateLimiterMemory(options)
    limiters.set(
      name as LimitName,
      shared
        ? new RateLimiterPostgres({
            ...options,
            storeClient: pool,
            storeType: 'pool',
            tableName: 'rate_limit',
            tableCreated: true,
            insuranceLimiter: memory,
          })
        : memory,
    )
  }
  const guesses = createGate(guessGate)
  async function consume(name: LimitName, key: string): Promise<Quota> {
    try {
      const { remainingPoints, msBeforeNext } = await limiters.get(name)!.consume(key.slice(0, 200))
      return { left: remainingPoints, resetsIn: Math.ceil(msBeforeNext / 1000) }
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      throw tooMany(error.msBeforeNext)
    }
  }
  /** Returns what a key has spent, where that is all of its points; `factor` times as many as others have. */
  async function findSpent(name: LimitName, key: string | null, factor = 1) {
    const spent = key === null ? null : await limiters.get(name)!.get(key)
    return spent && spent.consumedPoints >= limits[name].points * factor ? spent : null
  }
  async function requireOpen(name: LimitName, address: string, isExcused: IsExcused) {
    const { network, wider } = networksOf(address)
    const spent = (await findSpent(name, network)) ?? (await findSpent(name, wider, SITE_FACTOR))
    if (spent && !(await isExcused())) throw tooMany(spent.msBeforeNext)
  }
  async function countByNetwork(name: LimitName, address: string) {
    const { network, wider } = networksOf(address)
    await limiters.get(name)!.penalty(network)
    if (wider !== null) await limiters.get(name)!.penalty(wider)
  }
  return {
    consume: (name, key) => consume(name, key),
    requireOpen,
    countByNetwork,
    async countFailures(name, address, work, isExcused = excuseNobody) {
      return guesses.pass(
        async () => {
          await requireOpen(name, address, isExcused)
          try {
            return await work()
          } catch (error) {
            if (isRefusal(error) && error.refusal !== 'unavailable') {
              await countByNetwork(name, address)
            }
            throw error
          }
        },
        networkShares(address, MAX_GUESSES_OF_NETWORK),
      )
    },
    async consumeByNetwork(name, address) {
      const { network, wider } = networksOf(address)
      const quota = await consume(name, network)
      const spent = await findSpent(name, wider, SITE_FACTOR)
      if (spent) throw tooMany(spent.msBeforeNext)
      if (wider !== null) await limiters.get(name)!.penalty(wider)
      return quota
    },
    async isFirstBeyond(name, key) {
      const { consumedPoints } = await limiters.get(name)!.penalty(key)
      return consumedPoints === limits[name].points + 1
    },
    async giveBackByNetwork(name, address) {
      const { network, wider } = networksOf(address)
      const keys = [network, wider].flatMap((key) => key ?? []).map((key) => `${name}:${key}`)
      // The library's own `reward` adds a row of negative points first, which the table refuses.
      await pool.query(
        'update rate_limit set points = points - 1 where key = any ($1) and points > 0',
        [keys],
      )
    },
  }
}

function tooMany(waitMs: number) {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return refuse('too_many', 'too_many', {
    params: { minutes: Math.ceil(seconds / 60) },
    retryAfter: seconds,
  })
}
