import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LoanTerms, yearlyCost } from '#app/domain/financing/cost.ts'
import { repayments } from '#app/domain/financing/vocabulary.ts'
import { costsOf } from '#app/domain/product/costs.ts'

const wan = 1_000_000

const loan = (changes: Partial<LoanTerms> = {}): LoanTerms => ({
  amountFen: 300 * wan,
  termMonths: 12,
  rateBp: 435,
  repayment: 'interest_first',
  feeOnceBp: 0,
  feeYearlyBp: 0,
  ...changes,
})

describe('What a loan truly costs in a year', () => {
  test('is its stated rate where interest is paid monthly and nothing else is charged', () => {
    for (const repayment of ['interest_first', 'equal_installments', 'equal_principal'] as const) {
      expect(yearlyCost(loan({ repayment })).yearlyBp).toBe(435)
    }
  })

  test('is less where interest waits until the end', () => {
    const { yearlyBp, interestFen } = yearlyCost(loan({ repayment: 'at_maturity' }))
    expect(interestFen).toBe(Math.round(300 * wan * 0.0435))
    expect(yearlyBp).toBeLessThan(435)
    expect(yearlyBp).toBeGreaterThan(420)
  })

  test('is interest on half of the amount where the principal is paid back evenly', () => {
    const whole = yearlyCost(loan()).interestFen
    const even = yearlyCost(loan({ repayment: 'equal_principal' })).interestFen
    expect(even / whole).toBeCloseTo(13 / 24, 6)
  })

  test('makes equal installments equal', () => {
    const { peakFen, interestFen } = yearlyCost(loan({ repayment: 'equal_installments' }))
    expect(Math.abs(peakFen * 12 - (300 * wan + interestFen))).toBeLessThan(12)
  })

  test('counts a fee on what is outstanding nearly twice where half of it is outstanding', () => {
    const once = { feeOnceBp: 100 }
    const first = yearlyCost(loan(once)).yearlyBp - 435
    const even = yearlyCost(loan({ ...once, repayment: 'equal_installments' })).yearlyBp - 435
    expect(first).toBeGreaterThan(100)
    expect(first).toBeLessThan(110)
    expect(even).toBeGreaterThan(180)
    expect(even).toBeLessThan(200)
  })

  test('charges a yearly fee each year, of what is outstanding then', () => {
    const { feesFen } = yearlyCost(
      loan({ termMonths: 24, feeYearlyBp: 100, repayment: 'equal_principal' }),
    )
    expect(feesFen).toBe(3 * wan + 1.5 * wan)
  })

  test('never falls when the rate or a fee rises', () => {
    fc.assert(
      fc.property(
        fc.record({
          amountFen: fc.integer({ min: wan, max: 10_000 * wan }),
          termMonths: fc.integer({ min: 1, max: 360 }),
          rateBp: fc.integer({ min: 0, max: 3600 }),
          repayment: fc.constantFrom(...repayments),
          feeOnceBp: fc.integer({ min: 0, max: 1000 }),
          feeYearlyBp: fc.integer({ min: 0, max: 500 }),
        }),
        (terms) => {
          const { yearlyBp, interestFen, feesFen } = yearlyCost(terms)
          expect(Math.min(yearlyBp, interestFen, feesFen)).toBeGreaterThanOrEqual(0)
          const dearer = yearlyCost({ ...terms, rateBp: terms.rateBp + 50 })
          const charged = yearlyCost({ ...terms, feeOnceBp: terms.feeOnceBp + 50 })
          expect(dearer.yearlyBp).toBeGreaterThan(yearlyBp)
          expect(charged.yearlyBp).toBeGreaterThanOrEqual(yearlyBp)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('isn’t worked out where no rate is published, and says where the schedule is assumed', () => {
    const product = { rateLowBp: null, rateHighBp: null, feeOnceBp: null, feeYearlyBp: null }
    const ask = { amountFen: 100 * wan, termMonths: 12 }
    expect(costsOf({ ...product, repayments: ['anytime'] }, ask)).toEqual([])
    expect(costsOf({ ...product, rateLowBp: 300, repayments: [] }, ask)).toMatchObject([
      { repayment: 'interest_first', assumed: true, low: { yearlyBp: 300 } },
    ])
  })
})
