import { z } from 'zod'
import { amountInFen, eachOnce, rateInBp } from './bounds.ts'
import { MAX_FIGURE_FEN } from './limits.ts'
import { bpPerPercent, fenPerWan, guarantees } from './vocabulary.ts'

export { day, termInMonths, words } from './bounds.ts'

const hasTwoDecimals = (typed: number) => Number.isInteger(Math.round(typed * 1e6) / 1e4)

/** An amount as people type it, in 万元 with up to two decimals, as fen. */
export const amountInWan = z
  .number()
  .refine(hasTwoDecimals, 'amount_two_decimals')
  .transform((wan) => Math.round(wan * fenPerWan))
  .pipe(amountInFen)

/** A yearly rate as people type it, in per cent with up to two decimals, as basis points. */
export const rateInPercent = z
  .number()
  .refine(hasTwoDecimals, 'rate_two_decimals')
  .transform((percent) => Math.round(percent * bpPerPercent))
  .pipe(rateInBp)

/** A figure of a firm's books as people type it, in 万元, as fen. */
export const figureInWan = z
  .number()
  .min(-MAX_FIGURE_FEN / fenPerWan, 'amount_too_large')
  .max(MAX_FIGURE_FEN / fenPerWan, 'amount_too_large')
  .transform((wan) => Math.round(wan * fenPerWan))

/** Several ticks of one name: none, one or many arrive. */
export const several = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    eachOnce(values),
  )

const someOf = (list: readonly string[]) => list.length > 0

/** What secures a loan; something does, if only credit. */
export const someGuarantees = eachOnce(guarantees).refine(someOf, 'guarantee_one')

export const guaranteeChoice = several(guarantees).refine(someOf, 'guarantee_one')

/** A mobile number of the mainland, or a landline with its area code. */
export const phone = z
  .string()
  .trim()
  .regex(/^(\+?86[- ]?)?(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, 'phone')
