import type { z } from 'zod'
import type { Services } from '../context.ts'

/**
 * Work that follows from a write, or from the passing of time. A job reloads the state it works on and is safe to repeat.
 * Jobs act for the market itself, never for a person: `access` says so, and a test reads it.
 */
export interface Job<S extends z.ZodType = z.ZodType> {
  name: string
  access: 'market'
  schema: S
  /** When it also runs by itself, in the form of crontab (UTC). */
  cron?: string
  run(payload: z.output<S>, services: Services): Promise<void>
}

export const defineJob = <S extends z.ZodType>(job: Job<S>): Job<S> => job
