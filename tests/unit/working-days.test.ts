import { expect, test } from 'vitest'
import { addWorkingDays, dayIn, dayOf, workingDaysBetween } from '#app/domain/time/working-days.ts'

const plain = { exceptions: new Map() }
const shanghai = (text: string) => new Date(`${text}+08:00`)

test('a deadline of one working day set on a Friday ends with the next Monday', () => {
  const due = addWorkingDays(shanghai('2026-11-20T09:00'), 1, plain)
  expect(due).toEqual(shanghai('2026-11-23T23:59:59.999'))
})

test('a holiday on a weekday moves the deadline and a worked weekend day counts', () => {
  const calendar = {
    exceptions: new Map([
      ['2026-11-23', 'off'],
      ['2026-11-22', 'work'],
    ] as const),
  }
  expect(dayOf(addWorkingDays(shanghai('2026-11-20T09:00'), 2, calendar))).toBe('2026-11-24')
})

test('the day is the one in Shanghai, whatever it is in London', () => {
  expect(dayOf(new Date('2026-11-22T16:30:00Z'))).toBe('2026-11-23')
  expect(dayIn(new Date('2026-11-22T16:30:00Z'), 90)).toBe('2027-02-21')
})

test('counting the days left is the inverse of setting the deadline', () => {
  for (let days = 1; days < 40; days++) {
    const from = shanghai('2026-11-20T18:00')
    expect(workingDaysBetween(from, addWorkingDays(from, days, plain), plain)).toBe(days)
  }
})
