import { z } from 'zod'

/** The bounds of the market's values, in its own units. Pages, operations, rooms, imports and verbs all read them here. */

/** A hundred billion yuan, above any loan or order that a district sees. */
export const MAX_AMOUNT_FEN = 1_000_000_000_000
/** A figure of a firm's books, either way. */
export const MAX_FIGURE_FEN = 100_000_000_000_000
export const MAX_RATE_BP = 3600
export const MAX_FEE_BP = 5000
export const MAX_TERM_MONTHS = 360
export const MAX_QUANTITY = 1e12
export const FIRST_DAY = '2000-01-01'
export const LAST_DAY = '2100-12-31'

const fen = { description: 'Fen: 1/100 yuan.' }

/** An amount of money that changes hands, in fen. */
export const amountInFen = z
  .number()
  .int('whole_number')
  .positive('amount_positive')
  .max(MAX_AMOUNT_FEN, 'amount_too_large')
  .meta(fen)

/** A figure of a firm's books, in fen; a profit may be a loss. */
export const figureInFen = z
  .number()
  .int('whole_number')
  .min(-MAX_FIGURE_FEN, 'amount_too_large')
  .max(MAX_FIGURE_FEN, 'amount_too_large')
  .meta(fen)

/** A figure that is nothing at least, as revenue and tax are. */
export const volumeInFen = figureInFen.min(0).meta(fen)

/** A yearly rate, in basis points. */
export const rateInBp = z
  .number()
  .int('whole_number')
  .min(0)
  .max(MAX_RATE_BP, 'rate_too_high')
  .meta({ description: 'Basis points per year: 365 is 3.65 %.' })

/** A fee, in basis points of the amount. */
export const feeInBp = z.number().int('whole_number').min(0).max(MAX_FEE_BP)

export const termInMonths = z.number().int('whole_number').min(1).max(MAX_TERM_MONTHS)

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
