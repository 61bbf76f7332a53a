import { z } from 'zod'
import {
  MAX_AMOUNT_FEN,
  MAX_FEE_BP,
  MAX_FIGURE_FEN,
  MAX_RATE_BP,
  MAX_TERM_MONTHS,
} from './limits.ts'

/** The bounds of the market's values, in its own units. Pages, operations, rooms, imports and verbs all read them here. */

export const MAX_QUANTITY = 1e12
export const FIRST_DAY = '2000-01-01'
export const LAST_DAY = '2100-12-31'

const fen = { description: 'Fen: 1/100 yuan.' }

/**
 * A whole number between two bounds. What lies outside is told so and nothing else: far outside, a number can't be
 * told from one with decimals.
 */
const wholeWithin = (
  least: number,
  most: number,
  { tooSmall, tooLarge }: { tooSmall?: string; tooLarge?: string } = {},
) =>
  z
    .number()
    .min(least, { abort: true, ...(tooSmall ? { error: tooSmall } : {}) })
    .max(most, { abort: true, ...(tooLarge ? { error: tooLarge } : {}) })
    .int('whole_number')

/** An amount of money that changes hands, in fen. */
export const amountInFen = z
  .number()
  .positive({ error: 'amount_positive', abort: true })
  .max(MAX_AMOUNT_FEN, { error: 'amount_too_large', abort: true })
  .int('whole_number')
  .meta(fen)

/** A figure of a firm's books, in fen; a profit may be a loss. */
export const figureInFen = wholeWithin(-MAX_FIGURE_FEN, MAX_FIGURE_FEN, {
  tooSmall: 'amount_too_large',
  tooLarge: 'amount_too_large',
}).meta(fen)

/** A figure that is nothing at least, as revenue and tax are. */
export const volumeInFen = wholeWithin(0, MAX_FIGURE_FEN, { tooLarge: 'amount_too_large' }).meta(
  fen,
)

/** A yearly rate, in basis points. */
export const rateInBp = wholeWithin(0, MAX_RATE_BP, { tooLarge: 'rate_too_high' }).meta({
  description: 'Basis points per year: 365 is 3.65 %.',
})

/** A fee, in basis points of the amount. */
export const feeInBp = wholeWithin(0, MAX_FEE_BP)

export const termInMonths = wholeWithin(1, MAX_TERM_MONTHS)

/** How much of something, in its own unit. */
export const quantity = z.number().positive().max(MAX_QUANTITY)

/** A date `YYYY-MM-DD` that the calendar has, in this century. */
export const day = z.iso
  .date('date')
  .refine((text) => text >= FIRST_DAY && text <= LAST_DAY, { error: 'date', abort: true })

/** Whether an instant lies within the days that the market knows, as in Beijing. */
export const isInBounds = (at: Date) =>
  at >= new Date(`${FIRST_DAY}T00:00:00+08:00`) && at <= new Date(`${LAST_DAY}T23:59:59+08:00`)

/** Several of a few, each once. */
export const eachOnce = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .array(z.enum(values))
    .max(values.length)
    .transform((list) => [...new Set(list)])

/** Words of free text, trimmed; empty counts as absent. */
export const words = (most: number) => z.string().trim().max(most)
