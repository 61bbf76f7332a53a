import { describe, expect, test } from 'vitest'
import { readBy } from '#app/domain/checked.ts'
import { amountInFen, rateInBp, termInMonths } from '#app/domain/financing/bounds.ts'
import { MAX_AMOUNT_FEN, typedBounds } from '#app/domain/financing/limits.ts'
import { amountInWan, rateInPercent } from '#app/domain/financing/terms.ts'
import { commandForm } from '#app/domain/session/room/command-form.ts'

const faults = (schema: Parameters<typeof readBy>[0], value: unknown) =>
  readBy(schema, value).error?.issues.map(({ message }) => message) ?? []

const typed = (fields: object) =>
  commandForm.safeParse({ id: crypto.randomUUID(), type: 'offer', ...fields })

describe('An offer in the room', () => {
  test('reads an amount as the rest of the market does: two decimals of 万元', () => {
    expect(typed({ amountWan: 0.01 }).data?.amountWan).toBe(10_000)
    for (const amountWan of [0.001, 0, -1]) expect(typed({ amountWan }).success).toBe(false)
    expect(typed({ ratePercent: 3.651 }).success).toBe(false)
  })

  test('is typed within bounds that the rule takes, and not beyond', () => {
    const within = [
      [amountInWan, typedBounds.amount],
      [rateInPercent, typedBounds.rate],
      [termInMonths, typedBounds.term],
    ] as const
    for (const [rule, { min, max, step }] of within) {
      expect([faults(rule, min), faults(rule, max)]).toEqual([[], []])
      expect([faults(rule, max + step).length, faults(rule, min - step).length]).toEqual([1, 1])
    }
  })
})

test('What is far too large is told so once, also where no number holds it exactly', () => {
  expect(faults(amountInFen, 1e30)).toEqual(['amount_too_large'])
  expect(faults(amountInWan, 1e20)).toEqual(['amount_too_large'])
  expect(faults(amountInFen, MAX_AMOUNT_FEN + 1)).toEqual(['amount_too_large'])
  expect(faults(rateInBp, 1e30)).toEqual(['rate_too_high'])
  expect(faults(termInMonths, 1e30)).toHaveLength(1)
  expect(faults(amountInFen, 0.5)).toEqual(['whole_number'])
})
