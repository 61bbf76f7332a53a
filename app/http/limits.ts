import type { Pool } from 'pg'
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import { refuse } from '#app/domain/refusal.ts'
import { networksOf } from './network.ts'

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
  /** Codes tried, by address. */
  code_try: { points: 100, seconds: 600, shared: true },
  /** Second factors and confirmations tried, by address; each person has a lock besides. */
  factor: { points: 100, seconds: 600, shared: true },
  /** Requests claimed, by person. */
  claim: { points: 60, seconds: 60, shared: true },
  /** Files imported, by person. */
  import: { points: 20, seconds: 600, shared: true },
  /** Files uploaded with an application, by person. */
  upload: { points: 30, seconds: 3600, shared: true },
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
  /** Counts one more where nothing is refused. @returns whether it is the first one beyond the limit */
  isFirstBeyond(name: LimitName, key: string): Promise<boolean>
  /** Takes one back, e.g. for a sign-in that went well. */
  giveBack(name: LimitName, key: string): Promise<void>
  giveBackByNetwork(name: LimitName, address: string): Promise<void>
}

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
  async function consume(name: LimitName, key: string): Promise<Quota> {
    try {
      const { remainingPoints, msBeforeNext } = await limiters.get(name)!.consume(key.slice(0, 200))
      return { left: remainingPoints, resetsIn: Math.ceil(msBeforeNext / 1000) }
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      throw tooMany(error.msBeforeNext)
    }
  }
  return {
    consume: (name, key) => consume(name, key),
    async consumeByNetwork(name, address) {
      const { network, wider } = networksOf(address)
      const quota = await consume(name, network)
      if (wider) await countWider(name, wider)
      return quota
    },
    async isFirstBeyond(name, key) {
      const { consumedPoints } = await limiters.get(name)!.penalty(key)
      return consumedPoints === limits[name].points + 1
    },
    async giveBack(name, key) {
      await limiters.get(name)?.reward(key.slice(0, 200))
    },
    async giveBackByNetwork(name, address) {
      await limiters.get(name)?.reward(networksOf(address).network)
    },
  }

  /** A site's whole network gets ten times as much as each of the networks in it. */
  async function countWider(name: LimitName, wider: string): Promise<void> {
    const found = await limiters.get(name)!.get(wider)
    const { points } = limits[name]
    const spent = found?.consumedPoints ?? 0
    if (spent < points * WIDER_NETWORK_FACTOR) {
      await limiters.get(name)!.penalty(wider)
      return
    }
    throw tooMany(found?.msBeforeNext ?? 1000)
  }
}

function tooMany(waitMs: number) {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return refuse('too_many', 'too_many', {
    params: { minutes: Math.ceil(seconds / 60) },
    retryAfter: seconds,
  })
}

const WIDER_NETWORK_FACTOR = 10
