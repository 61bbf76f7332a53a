const fenPerWan = 1_000_000

/** Bands by which results are narrowed, each up to and including its upper end. */
export const amountBands = {
  to_100: 100 * fenPerWan,
  to_500: 500 * fenPerWan,
  to_1000: 1000 * fenPerWan,
  over_1000: Number.POSITIVE_INFINITY,
} as const

/** A supply's price for one unit, and a demand's budget: both in fen, told apart by their names. */
export const unitPriceBands = {
  unit_to_100: 100 * 100,
  unit_to_1000: 1000 * 100,
  unit_to_10000: 10_000 * 100,
  unit_over_10000: Number.POSITIVE_INFINITY,
} as const
export const budgetBands = {
  budget_to_10: 10 * fenPerWan,
  budget_to_100: 100 * fenPerWan,
  budget_to_1000: 1000 * fenPerWan,
  budget_over_1000: Number.POSITIVE_INFINITY,
} as const

/** In months. */
export const termBands = { to_12: 12, to_36: 36, over_36: Number.POSITIVE_INFINITY } as const

/** In basis points. */
export const rateBands = {
  to_300: 300,
  to_400: 400,
  to_600: 600,
  over_600: Number.POSITIVE_INFINITY,
} as const

/** The band that a figure falls into, as a list for a facet; empty when there is no figure. */
export function bandOf(
  bands: Readonly<Record<string, number>>,
  figure: number | null | undefined,
): string[] {
  if (figure === null || figure === undefined) return []
  const found = Object.entries(bands).find(([, upper]) => figure <= upper)
  return found ? [found[0]] : []
}
