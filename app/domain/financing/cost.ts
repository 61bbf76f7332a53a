import type { Repayment } from './vocabulary.ts'

/** What a loan would be: fen, whole months, basis points a year. */
export interface LoanTerms {
  amountFen: number
  termMonths: number
  rateBp: number
  repayment: Repayment
  /** Once, at the beginning, of the amount. */
  feeOnceBp: number
  /** At the beginning of each year, of what is outstanding then. */
  feeYearlyBp: number
}

export interface LoanCost {
  interestFen: number
  feesFen: number
  /** The largest sum due in one month. */
  peakFen: number
  /** All costs as one yearly rate, in basis points: see `yearlyCost`. */
  yearlyBp: number
}

const bpPerWhole = 10_000
const monthsPerYear = 12

interface Payment {
  principal: number
  interest: number
}

/** What is paid back at the end of each month, in fen; parts of a fen are kept until the sum. */
function schedule({ amountFen, termMonths, rateBp, repayment }: LoanTerms): Payment[] {
  const monthly = rateBp / bpPerWhole / monthsPerYear
  const months = Array.from({ length: termMonths }, (_, index) => index + 1)
  switch (repayment) {
    case 'at_maturity':
      return months.map((month) =>
        month < termMonths
          ? { principal: 0, interest: 0 }
          : { principal: amountFen, interest: amountFen * monthly * termMonths },
      )
    // Who draws and repays at will pays least; the whole amount for the whole term is what can be compared.
    case 'anytime':
    case 'interest_first':
      return months.map((month) => ({
        principal: month < termMonths ? 0 : amountFen,
        interest: amountFen * monthly,
      }))
    case 'equal_principal':
      return months.map((month) => ({
        principal: amountFen / termMonths,
        interest: amountFen * (1 - (month - 1) / termMonths) * monthly,
      }))
    case 'equal_installments':
      return installments(amountFen, termMonths, monthly)
  }
}

function installments(amountFen: number, termMonths: number, monthly: number): Payment[] {
  const due =
    monthly === 0
      ? amountFen / termMonths
      : (amountFen * monthly) / (1 - (1 + monthly) ** -termMonths)
  let left = amountFen
  return Array.from({ length: termMonths }, () => {
    const interest = left * monthly
    left -= due - interest
    return { principal: due - interest, interest }
  })
}

/** Fees by the month at whose beginning they fall due, month 0 being the first. */
function fees({ amountFen, feeOnceBp, feeYearlyBp }: LoanTerms, payments: Payment[]): number[] {
  let left = amountFen
  return payments.map(({ principal }, month) => {
    const once = month === 0 ? (amountFen * feeOnceBp) / bpPerWhole : 0
    const yearly = month % monthsPerYear === 0 ? (left * feeYearlyBp) / bpPerWhole : 0
    left -= principal
    return once + yearly
  })
}

/** The monthly rate at which all payments are worth what was received, by halving. */
function internalRate(flows: readonly number[]): number {
  const worth = (rate: number) =>
    flows.reduce((sum, flow, month) => sum + flow / (1 + rate) ** month, 0)
  let low = 0
  let high = 1
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (worth(middle) < 0) low = middle
    else high = middle
  }
  return low
}

/**
 * What a loan truly costs in a year: interest and fees as one rate, the internal rate of return of its monthly payments
 * times twelve. A loan without fees that pays its interest monthly costs exactly its stated rate.
 * Sums are rounded to the fen, the rate to the basis point.
 * Source of the method: 中国人民银行公告〔2021〕第3号, by which a loan's yearly rate counts all its costs and may be
 * worked out as an internal rate of return.
 */
export function yearlyCost(terms: LoanTerms): LoanCost {
  const payments = schedule(terms)
  const due = fees(terms, payments)
  const flows = [
    terms.amountFen,
    ...payments.map(({ principal, interest }) => -principal - interest),
  ]
  for (const [month, fee] of due.entries()) flows[month]! -= fee
  const sum = (amounts: number[]) =>
    Math.round(amounts.reduce((total, amount) => total + amount, 0))
  return {
    interestFen: sum(payments.map(({ interest }) => interest)),
    feesFen: sum(due),
    peakFen: Math.round(
      Math.max(...payments.map(({ principal, interest }) => principal + interest)),
    ),
    yearlyBp: Math.round(internalRate(flows) * monthsPerYear * bpPerWhole),
  }
}
