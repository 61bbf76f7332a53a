import { z } from 'zod'
import { bpPerPercent, fenPerWan, guarantees } from './vocabulary.ts'

/** An amount as people type it, in 万元 with up to two decimals, as fen. */
export const amountInWan = z
  .number()
  .positive('amount_positive')
  .max(1_000_000, 'amount_too_large')
  .refine((wan) => Number.isInteger(Math.round(wan * 1e6) / 1e4), 'amount_two_decimals')
  .transform((wan) => Math.round(wan * fenPerWan))

/** A yearly rate as people type it, in per cent with up to two decimals, as basis points. */
export const rateInPercent = z
  .number()
  .min(0)
  .max(36, 'rate_too_high')
  .refine((percent) => Number.isInteger(Math.round(percent * 1e6) / 1e4), 'rate_two_decimals')
  .transform((percent) => Math.round(percent * bpPerPercent))

export const termInMonths = z.number().int('whole_number').min(1).max(360)

/** A date `YYYY-MM-DD` that the calendar has. */
export const day = z.iso.date('date')

/** Several ticks of one name: none, one or many arrive. */
export const several = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.enum(values)).max(values.length),
  )

export const guaranteeChoice = several(guarantees).refine(
  (list) => list.length > 0,
  'guarantee_one',
)

/** Words of free text, trimmed; empty counts as absent. */
export const words = (most: number) => z.string().trim().max(most)

/** A mobile number of the mainland, or a landline with its area code. */
export const phone = z
  .string()
  .trim()
  .regex(/^(\+?86[- ]?)?(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, 'phone')
