import type { Pool } from 'pg'
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import { refuse } from '#app/domain/refusal.ts'

/**
 * How often something may be done, and by whom it is counted. Many firms of a district share one address
 * (an office tower, a hall full of phones), so limits by address are wide; narrow ones count a person or a contact.
 */
const limits = {
  /** Failed sign-ins, by address; each account has its own lock besides. */
  sign_in: { points: 100, seconds: 600, shared: true },
  /** Codes asked for, by address. */
  code: { points: 60, seconds: 3600, shared: true },
  /** Codes asked for, by the hash of the contact that they go to. */
  code_contact: { points: 6, seconds: 3600, shared: true },
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
  /** Takes one back, e.g. for a sign-in that went well. */
  giveBack(name: LimitName, key: string): Promise<void>
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
  return {
    async consume(name, key) {
      try {
        const { remainingPoints, msBeforeNext } = await limiters
          .get(name)!
          .consume(key.slice(0, 200))
        return { left: remainingPoints, resetsIn: Math.ceil(msBeforeNext / 1000) }
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
        throw refuse('too_many', 'too_many', {
          params: { minutes: Math.ceil(seconds / 60) },
          retryAfter: seconds,
        })
      }
    },
    async giveBack(name, key) {
      await limiters.get(name)?.reward(key.slice(0, 200))
    },
  }
}
