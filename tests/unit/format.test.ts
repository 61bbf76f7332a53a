import { describe, expect, it } from 'vitest'
import {
  distance,
  formatCount,
  formatDay,
  formatInstant,
  formatInstantExactly,
  formatMoney,
  formatMoneyExactly,
  formatMoneyRange,
  formatRate,
  formatSize,
  formatSpread,
  formatTerm,
  isRounded,
} from '#app/ui/format.ts'

/** Spoken with plain spaces here; on screen they are thin. */
const plain = (text: string) => text.replaceAll('\u2009', ' ')
const wan = 1_000_000
const yi = 10_000_000_000

describe('An amount is said in the unit that people use', () => {
  it.each([
    [500 * wan, '500 万元'],
    [1.35 * yi, '1.35 亿元'],
    [800_000, '8,000 元'],
    [123_45, '123.45 元'],
    [0, '0 元'],
    [1_234_50 * 10_000, '1,234.5 万元'],
    [12_345_678 * 100, '1,234.57 万元'],
    [wan, '1 万元'],
    [yi, '1 亿元'],
    [-30 * wan, '−30 万元'],
  ])('%d fen is %s', (fen, text) => {
    expect(plain(formatMoney(fen))).toBe(text)
  })

  it('never says 10,000 万元 when rounding reaches the next unit', () => {
    expect(plain(formatMoney(9_999_999_900))).toBe('1 亿元')
  })

  it('keeps the last cent for who wants the exact amount', () => {
    expect(plain(formatMoneyExactly(500 * wan))).toBe('5,000,000.00 元')
    expect(plain(formatMoneyExactly(1_234_567_05))).toBe('1,234,567.05 元')
  })

  it('knows when the short form says less than there is', () => {
    expect(isRounded(500 * wan)).toBe(false)
    expect(isRounded(12_345_678 * 100)).toBe(true)
    expect(isRounded(1.35 * yi)).toBe(false)
    expect(isRounded(1.35 * yi + 100)).toBe(true)
    expect(isRounded(123)).toBe(false)
  })

  it('says a range with its unit once where both ends share it', () => {
    expect(plain(formatMoneyRange(50 * wan, 500 * wan))).toBe('50 至 500 万元')
    expect(plain(formatMoneyRange(500 * wan, yi))).toBe('500 万元至 1 亿元')
    expect(plain(formatMoneyRange(null, 300 * wan))).toBe('不超过 300 万元')
    expect(plain(formatMoneyRange(50 * wan, null))).toBe('50 万元起')
    expect(plain(formatMoneyRange(50 * wan, 50 * wan))).toBe('50 万元')
    expect(formatMoneyRange(null, null)).toBe('')
  })
})

describe('Rates, terms and counts', () => {
  it('says basis points as per cent with two decimals', () => {
    expect(formatRate(345)).toBe('3.45%')
    expect(formatRate(400)).toBe('4.00%')
    expect(formatRate(5)).toBe('0.05%')
  })

  it('says a spread on the loan prime rate', () => {
    expect(formatSpread(60)).toBe('LPR+60BP')
    expect(formatSpread(-25)).toBe('LPR−25BP')
    expect(formatSpread(0)).toBe('LPR')
  })

  it('says terms in months and counts in groups of three', () => {
    expect(plain(formatTerm(12))).toBe('12 个月')
    expect(formatCount(3250)).toBe('3,250')
    expect(formatCount(999)).toBe('999')
  })

  it('says the size of a file', () => {
    expect(plain(formatSize(840_000))).toBe('820 KB')
    expect(plain(formatSize(3_565_158))).toBe('3.4 MB')
    expect(plain(formatSize(10))).toBe('1 KB')
  })
})

describe('Times stand on the clock of Shanghai', () => {
  it('shows an instant of the evening before in UTC as the next day', () => {
    expect(plain(formatInstant(new Date('2026-11-23T07:30:05Z')))).toBe('2026年11月23日 15:30')
    expect(plain(formatInstant(new Date('2026-12-31T16:05:00Z')))).toBe('2027年1月1日 00:05')
    expect(plain(formatInstantExactly(new Date('2026-11-23T07:30:05Z')))).toBe(
      '2026年11月23日 15:30:05',
    )
  })

  it('shows a date as it was written', () => {
    expect(formatDay('2026-01-09')).toBe('2026年1月9日')
  })

  it('tells how far a moment is, in the largest unit that fits', () => {
    const now = new Date('2026-11-23T07:00:00Z')
    const away = (ms: number) => distance(new Date(now.getTime() + ms), now)
    expect(away(10_000)).toEqual({ unit: 'minutes', count: 1, past: false })
    expect(away(59 * 60_000)).toEqual({ unit: 'minutes', count: 59, past: false })
    expect(away(26 * 3_600_000)).toEqual({ unit: 'hours', count: 26, past: false })
    expect(away(-3 * 86_400_000)).toEqual({ unit: 'days', count: 3, past: true })
  })
})
