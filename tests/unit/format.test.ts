import { describe, expect, it } from 'vitest'
import {
  createFormat,
  distance,
  formatCount,
  formatRate,
  formatSize,
  formatSpread,
} from '#app/i18n/format.ts'
import { i18nOf } from '#app/i18n/index.ts'

const zh = createFormat(i18nOf('zh-CN'))
const hant = createFormat(i18nOf('zh-Hant'))
const en = createFormat(i18nOf('en'))

/** Spoken with plain spaces here; on screen they are thin. */
const plain = (text: string) => text.replaceAll('\u2009', ' ')
const wan = 1_000_000
const yi = 10_000_000_000

describe('A person', () => {
  it('goes by their name, by words once they deleted their account, and by nothing where there is nobody', () => {
    expect(en.person('王小明')).toBe('王小明')
    expect([zh, hant, en].map(({ person }) => person(''))).toEqual([
      ...['已注销用户', '已註銷用户', 'Deleted account'],
    ])
    expect(en.person(null)).toBe('')
  })
})

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
    expect(plain(zh.money(fen))).toBe(text)
  })

  it('never says 10,000 万元 when rounding reaches the next unit', () => {
    expect(plain(zh.money(9_999_999_900))).toBe('1 亿元')
  })

  it('keeps the last cent for who wants the exact amount', () => {
    expect(plain(zh.moneyExactly(500 * wan))).toBe('5,000,000.00 元')
    expect(plain(zh.moneyExactly(1_234_567_05))).toBe('1,234,567.05 元')
  })

  it('knows when the short form says less than there is', () => {
    expect(zh.isRounded(500 * wan)).toBe(false)
    expect(zh.isRounded(12_345_678 * 100)).toBe(true)
    expect(zh.isRounded(1.35 * yi)).toBe(false)
    expect(zh.isRounded(1.35 * yi + 100)).toBe(true)
    expect(zh.isRounded(123)).toBe(false)
  })

  it('says a range with its unit once where both ends share it', () => {
    expect(plain(zh.moneyRange(50 * wan, 500 * wan))).toBe('50 至 500 万元')
    expect(plain(zh.moneyRange(500 * wan, yi))).toBe('500 万元至 1 亿元')
    expect(plain(zh.moneyRange(null, 300 * wan))).toBe('不超过 300 万元')
    expect(plain(zh.moneyRange(50 * wan, null))).toBe('50 万元起')
    expect(plain(zh.moneyRange(50 * wan, 50 * wan))).toBe('50 万元')
    expect(zh.moneyRange(null, null)).toBe('')
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
    expect(plain(zh.term(12))).toBe('12 个月')
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
    expect(plain(zh.instant(new Date('2026-11-23T07:30:05Z')))).toBe('2026年11月23日 15:30')
    expect(plain(zh.instant(new Date('2026-12-31T16:05:00Z')))).toBe('2027年1月1日 00:05')
    expect(plain(zh.instantExactly(new Date('2026-11-23T07:30:05Z')))).toBe(
      '2026年11月23日 15:30:05（北京时间）',
    )
  })

  it('shows a date as it was written', () => {
    expect(zh.day('2026-01-09')).toBe('2026年1月9日')
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

describe('Each language has its own way to say a figure', () => {
  it('says amounts in English in millions, and the exact one in full', () => {
    expect(en.money(500 * wan)).toBe('CNY 5 million')
    expect(en.money(50 * wan)).toBe('CNY 500,000')
    expect(en.money(1.35 * yi)).toBe('CNY 135 million')
    expect(en.money(15 * yi)).toBe('CNY 1.5 billion')
    expect(en.moneyExactly(500 * wan)).toBe('CNY 5,000,000.00')
    expect(en.isRounded(50 * wan)).toBe(false)
    expect(en.isRounded(12_345_678 * 100)).toBe(true)
  })

  it('says ranges in English with the unit once where both ends share it', () => {
    expect(en.moneyRange(200 * wan, 500 * wan)).toBe('CNY 2 to 5 million')
    expect(en.moneyRange(50 * wan, 500 * wan)).toBe('CNY 500,000 to CNY 5 million')
    expect(en.moneyRange(null, 300 * wan)).toBe('up to CNY 3 million')
    expect(en.moneyRange(50 * wan, null)).toBe('from CNY 500,000')
  })

  it('says terms, days and instants in English, on the clock of Shanghai', () => {
    expect(en.term(1)).toBe('1 month')
    expect(en.term(12)).toBe('12 months')
    expect(en.termRange(3, 36)).toBe('3 to 36 months')
    expect(en.day('2026-01-09')).toBe('9 Jan 2026')
    expect(en.instant(new Date('2026-11-23T07:30:05Z'))).toBe('23 Nov 2026, 15:30')
    expect(en.instantExactly(new Date('2026-11-23T07:30:05Z'))).toBe(
      '23 Nov 2026, 15:30:05 (Beijing time)',
    )
    expect(en.list(['credit', 'mortgage'])).toBe('credit, mortgage')
    expect(en.labelled('Urgency', 'normal')).toBe('Urgency: normal')
  })

  it('says the same in traditional characters', () => {
    expect(plain(hant.money(500 * wan))).toBe('500 萬元')
    expect(plain(hant.money(1.35 * yi))).toBe('1.35 億元')
    expect(plain(hant.term(12))).toBe('12 個月')
  })
})
