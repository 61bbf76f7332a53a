import { type LoanCost, yearlyCost } from '../financing/cost.ts'
import { type Repayment, repayments } from '../financing/vocabulary.ts'

interface CostedProduct {
  rateLowBp: number | null
  rateHighBp: number | null
  feeOnceBp: number | null
  feeYearlyBp: number | null
  repayments: readonly string[]
}

export interface CostRange {
  repayment: Repayment
  /** The source names no schedule, so the most usual one is taken. */
  assumed: boolean
  low: LoanCost
  high: LoanCost
}

/** What a product would cost for one loan, for each schedule that it offers; empty where its rate isn't published. */
export function costsOf(
  product: CostedProduct,
  { amountFen, termMonths }: { amountFen: number; termMonths: number },
): CostRange[] {
  const { rateLowBp, rateHighBp } = product
  const low = rateLowBp ?? rateHighBp
  const high = rateHighBp ?? rateLowBp
  if (low === null || high === null) return []
  const named = repayments.filter((repayment) => product.repayments.includes(repayment))
  const assumed = named.length === 0
  const terms = (repayment: Repayment, rateBp: number) => ({
    ...{ amountFen, termMonths, rateBp, repayment },
    feeOnceBp: product.feeOnceBp ?? 0,
    feeYearlyBp: product.feeYearlyBp ?? 0,
  })
  return (assumed ? (['interest_first'] as const) : named).map((repayment) => ({
    repayment,
    assumed,
    low: yearlyCost(terms(repayment, low)),
    high: yearlyCost(terms(repayment, high)),
  }))
}
