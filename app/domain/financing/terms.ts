import { z } from 'zod'

/** What secures a loan (担保方式). A request names what it can offer, a product what it takes. */
export const guarantees = [
  'credit',
  'mortgage',
  'pledge',
  'ip_pledge',
  'receivable',
  'guarantee',
] as const
export type Guarantee = (typeof guarantees)[number]

/** How a loan is paid back (还款方式). */
export const repayments = [
  'interest_first',
  'anytime',
  'equal_installments',
  'equal_principal',
  'at_maturity',
] as const
export type Repayment = (typeof repayments)[number]

export const urgencies = ['normal', 'soon', 'urgent'] as const
export type Urgency = (typeof urgencies)[number]

export const tiers = ['none', 'innovative', 'specialized', 'little_giant', 'champion'] as const
export type Tier = (typeof tiers)[number]

const fenPerWan = 1_000_000
const bpPerPercent = 100

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

export const fenToWan = (fen: number): number => fen / fenPerWan
export const bpToPercent = (bp: number): number => bp / bpPerPercent

/** A date `YYYY-MM-DD` that the calendar has. */
export const day = z.iso.date('date')

/** Several ticks of one name: none, one or many arrive. */
export const several = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.enum(values)),
  )

export const guaranteeChoice = several(guarantees).refine(
  (list) => list.length > 0,
  'guarantee_one',
)

/** Words of free text, trimmed; empty counts as absent. */
export const words = (most: number) => z.string().trim().max(most)
