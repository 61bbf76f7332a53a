/** Of how many, and of how much in fen; null where no number holds that exactly. */
export interface Sum {
  count: number
  amountFen: number | null
}

/** Of how many, and of how much where that tells of nobody. */
export interface PublicSum {
  count: number
  /** In fen; null while somebody's own figure could be told from it. */
  amountFen: number | null
}

const leastInAll = 5
const leastOfOthers = 3

/**
 * What everybody may read of an amount: its number always, the sum only of five or more, three of which are left
 * whichever organisation takes its own out of it.
 * @param others how many are left without those of the organisation that takes part in most
 */
export const publicSum = ({ count, amountFen }: Sum, others: number): PublicSum => ({
  count,
  amountFen: count >= leastInAll && others >= leastOfOthers ? amountFen : null,
})

type Stage = 'signed' | 'fulfilled'
export type PublicSums = Record<Stage, PublicSum>

/** How many the organisation has that takes part in most; null where there are none. */
export type Busiest = Record<Stage, number | null>

export const publicSums = (sums: Record<Stage, Sum>, busiest: Busiest): PublicSums => ({
  signed: publicSum(sums.signed, sums.signed.count - (busiest.signed ?? 0)),
  fulfilled: publicSum(sums.fulfilled, sums.fulfilled.count - (busiest.fulfilled ?? 0)),
})
