import { bpPerPercent, fenPerWan } from './vocabulary.ts'

/** A hundred billion yuan, above any loan or order that a district sees. */
export const MAX_AMOUNT_FEN = 1_000_000_000_000
/** A figure of a firm's books, either way. */
export const MAX_FIGURE_FEN = 100_000_000_000_000
export const MAX_RATE_BP = 3600
export const MAX_FEE_BP = 5000
export const MAX_TERM_MONTHS = 360

/** The bounds of what people type, as attributes of its field: 万元 and per cent with two decimals, whole months. */
export const typedBounds = {
  amount: { min: 0.01, max: MAX_AMOUNT_FEN / fenPerWan, step: 0.01 },
  rate: { min: 0, max: MAX_RATE_BP / bpPerPercent, step: 0.01 },
  term: { min: 1, max: MAX_TERM_MONTHS, step: 1 },
} as const
