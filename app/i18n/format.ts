import type { i18n } from 'i18next'
import { defaultLocale, isLocale, type Locale } from '#app/domain/locale.ts'

/** Stands between Chinese and Latin or figures; narrower than a space. */
export const thin = '\u2009'

type Unit = 'small' | 'middle' | 'large'

const inThousands = { middle: 1_000_000, large: 1_000_000_000 }
const inMyriads = { middle: 10_000, large: 100_000_000 }

/** In yuan, from where on the middle and the large unit serve: 万 and 亿, million and billion. */
const scales: Record<Locale, typeof inMyriads> = {
  'zh-CN': inMyriads,
  'zh-Hant': inMyriads,
  en: inThousands,
}

const fenPerYuan = 100
const shanghaiOffsetMs = 8 * 3_600_000
const two = (value: number): string => String(value).padStart(2, '0')

const group = (value: number, decimals: number): string => {
  const fixed = value.toFixed(decimals)
  const [whole = '', fraction = ''] = fixed.split('.')
  const rest = fraction.replace(/0+$/, '')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return rest ? `${grouped}.${rest}` : grouped
}

/** An amount's figure and the unit that people say it in, to two decimals of that unit. */
function measure(fen: number, { middle, large }: typeof inMyriads) {
  const amount = Math.abs(fen) / fenPerYuan
  const sign = fen < 0 ? '−' : ''
  const say = (unit: Unit, per: number) => ({
    unit,
    per,
    figure: `${sign}${group(amount / per, 2)}`,
  })
  if (amount < middle) return say('small', 1)
  const rounded = Math.round((amount / middle) * 100) / 100
  return rounded < large / middle ? say('middle', middle) : say('large', large)
}

/** A count with its thousands apart: `3,250`. */
export const formatCount = (value: number): string => group(value, 0)

/** How much or how many, to three decimals: `1,200`, `0.5`. */
export const formatQuantity = (quantity: number): string => group(quantity, 3)

/** A yearly rate in basis points: `3.45%`. */
export const formatRate = (bp: number): string =>
  `${bp < 0 ? '−' : ''}${(Math.abs(bp) / 100).toFixed(2)}%`

/** A rate as a distance from the loan prime rate: `LPR+60BP`. */
export const formatSpread = (bp: number): string =>
  bp === 0 ? 'LPR' : `LPR${bp > 0 ? '+' : '−'}${Math.abs(bp)}BP`

/** The size of a file: `820 KB`, `3.4 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))}${thin}KB`
  return `${group(bytes / 1024 / 1024, 1)}${thin}MB`
}

/** The figures of the market as people of a language say them; the words come from the messages `format`. Amounts in fen. */
export function createFormat({ language, t: translate }: Pick<i18n, 'language' | 't'>) {
  const scale = scales[isLocale(language) ? language : defaultLocale]
  const t = (key: string, params: object = {}) => translate(key, { ns: 'format', ...params })
  const inUnit = (unit: Unit, figure: string) => t(`money.${unit}`, { figure })

  /** As people say it: `500 万元`, `1.35 亿元`, `8,000 元`; `CNY 5 million`. */
  function money(fen: number): string {
    const { unit, figure } = measure(fen, scale)
    return inUnit(unit, figure)
  }

  /** To the last cent: `5,000,000.00 元`. */
  function moneyExactly(fen: number): string {
    const whole = Math.trunc(Math.abs(fen) / fenPerYuan)
    const cents = two(Math.abs(fen) % fenPerYuan)
    return inUnit('small', `${fen < 0 ? '−' : ''}${group(whole, 0)}.${cents}`)
  }

  /** True when `money` says less than there is. */
  function isRounded(fen: number): boolean {
    const { per } = measure(fen, scale)
    return per > 1 && Math.abs(fen) % ((per * fenPerYuan) / 100) !== 0
  }

  /** From the lower to the higher, the unit once where both share it: `50 至 500 万元`, `不超过 300 万元`. */
  function moneyRange(min: number | null, max: number | null): string {
    if (min === null && max === null) return ''
    if (max === null) return t('at_least', { amount: money(min as number) })
    if (min === null || min === 0) return t('at_most', { amount: money(max) })
    if (min === max) return money(max)
    const [low, high] = [measure(min, scale), measure(max, scale)]
    return low.unit === high.unit
      ? inUnit(high.unit, t('range', { low: low.figure, high: high.figure }))
      : t('range_apart', { low: money(min), high: money(max) })
  }

  /** A date `YYYY-MM-DD`: `2026年11月23日`, `23 Nov 2026`. */
  function day(date: string): string {
    const [year = 0, month = 1, ofMonth] = date.slice(0, 10).split('-').map(Number)
    return t('day', { year, month, date: ofMonth, name: monthName(month) })
  }

  /** A month from 1 to 12: `11月`, `Nov`. */
  const monthName = (month: number): string => t('month_names').split(' ')[month - 1] ?? ''

  const local = (at: Date) => new Date(at.getTime() + shanghaiOffsetMs).toISOString()

  /** The time on Shanghai's clock: `15:30`. */
  const time = (at: Date): string => local(at).slice(11, 16)

  /** An instant on Shanghai's clock: `2026年11月23日 15:30`. */
  const instant = (at: Date): string => t('instant', { day: day(local(at)), time: time(at) })

  return {
    money,
    moneyExactly,
    isRounded,
    moneyRange,
    day,
    monthName,
    time,
    instant,
    /** With its seconds and whose clock it is. */
    instantExactly: (at: Date): string =>
      t('instant_exactly', { day: day(local(at)), time: local(at).slice(11, 19) }),
    /** `12 个月`, `12 months`. */
    term: (months: number): string => t('term', { count: months }),
    termRange: (min: number, max: number): string => t('term_range', { min, max }),
    /** `信用、抵押`, `credit, mortgage`. */
    list: (items: readonly string[]): string => items.join(t('list_separator')),
    /** Sentences of one thought, empty ones left out: `等额本息；可提前还款`. */
    clauses: (items: readonly (string | null)[]): string =>
      items.filter(Boolean).join(t('clause_separator')),
    /** `紧急程度：一般`, `Urgency: normal`. */
    labelled: (label: string, text = ''): string => t('labelled', { label, text }).trimEnd(),
    /** `制造业（推断）`, `Manufacturing (inferred)`. */
    noted: (text: string, note: string): string => t('noted', { text, note }),
    /** A person's name as it was read: nothing for nobody (null), words for who deleted their account (empty). */
    person: (name: string | null): string => (name === '' ? t('deleted_person') : (name ?? '')),
    /** An amount of another currency in its hundredths: `500 万美元`, `5 million US dollars`. */
    foreign(cents: number, currency: string): string {
      const { unit, figure } = measure(cents, scale)
      return t(`foreign.${unit}`, { figure, currency })
    },
  }
}

export type Format = ReturnType<typeof createFormat>

export type Distance = {
  unit: 'minutes' | 'hours' | 'days'
  count: number
  past: boolean
}

/** How far an instant lies from `now`, in the largest unit of which there is at least one; a begun minute counts. */
export function distance(at: Date, now: Date): Distance {
  const past = at.getTime() < now.getTime()
  const minutes = Math.max(1, Math.ceil(Math.abs(at.getTime() - now.getTime()) / 60_000))
  if (minutes < 60) return { unit: 'minutes', count: minutes, past }
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60), past }
  return { unit: 'days', count: Math.floor(minutes / (24 * 60)), past }
}
