/** Stands between Chinese and Latin or figures; narrower than a space. */
export const thin = '\u2009'

const yuan = 100
const wan = 10_000
const yi = 100_000_000

const group = (value: number, decimals: number): string => {
  const fixed = value.toFixed(decimals)
  const [whole = '', fraction = ''] = fixed.split('.')
  const rest = fraction.replace(/0+$/, '')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return rest ? `${grouped}.${rest}` : grouped
}

/** A count with its thousands apart: `3,250`. */
export const formatCount = (count: number): string => group(count, 0)

/** How much or how many, to three decimals: `1,200`, `0.5`. */
export const formatQuantity = (quantity: number): string => group(quantity, 3)

/** An amount in fen as people say it, to two decimals of its unit: `500 万元`, `1.35 亿元`, `8,000 元`. */
export function formatMoney(fen: number): string {
  const amount = Math.abs(fen) / yuan
  const sign = fen < 0 ? '−' : ''
  const inWan = Math.round((amount / wan) * 100) / 100
  if (amount < wan) return `${sign}${group(amount, 2)}${thin}元`
  if (inWan < yi / wan) return `${sign}${group(inWan, 2)}${thin}万元`
  return `${sign}${group(amount / yi, 2)}${thin}亿元`
}

/** An amount in fen to the last cent: `5,000,000.00 元`. */
export function formatMoneyExactly(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / yuan)
  const cents = String(Math.abs(fen) % yuan).padStart(2, '0')
  return `${fen < 0 ? '−' : ''}${group(whole, 0)}.${cents}${thin}元`
}

/** True when `formatMoney` says less than there is. */
export function isRounded(fen: number): boolean {
  const amount = Math.abs(fen) / yuan
  if (amount < wan) return false
  const unit = Math.round((amount / wan) * 100) / 100 < yi / wan ? wan : yi
  return Math.abs(fen) % ((unit * yuan) / 100) !== 0
}

/** From the lower to the higher amount, one unit where both share it: `50 至 500 万元`, `不超过 300 万元`. */
export function formatMoneyRange(min: number | null, max: number | null): string {
  if (min === null && max === null) return ''
  if (max === null) return `${formatMoney(min as number)}起`
  if (min === null || min === 0) return `不超过${thin}${formatMoney(max)}`
  if (min === max) return formatMoney(max)
  const low = formatMoney(min)
  const high = formatMoney(max)
  const [figure, unit] = low.split(thin)
  return high.endsWith(`${thin}${unit}`)
    ? `${figure}${thin}至${thin}${high}`
    : `${low}至${thin}${high}`
}

/** A yearly rate in basis points: `3.45%`. */
export const formatRate = (bp: number): string =>
  `${bp < 0 ? '−' : ''}${(Math.abs(bp) / 100).toFixed(2)}%`

/** A rate as a distance from the loan prime rate: `LPR+60BP`. */
export const formatSpread = (bp: number): string =>
  bp === 0 ? 'LPR' : `LPR${bp > 0 ? '+' : '−'}${Math.abs(bp)}BP`

/** `12 个月`. */
export const formatTerm = (months: number): string => `${months}${thin}个月`

const shanghaiOffsetMs = 8 * 3_600_000
const two = (value: number): string => String(value).padStart(2, '0')

/** A date `YYYY-MM-DD` as `2026年11月23日`. */
export function formatDay(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** An instant on Shanghai's clock: `2026年11月23日 15:30`. */
export function formatInstant(at: Date): string {
  const local = new Date(at.getTime() + shanghaiOffsetMs)
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
  return `${formatDay(local.toISOString())}${thin}${time}`
}

/** An instant on Shanghai's clock with its seconds: `2026年11月23日 15:30:05`. */
export const formatInstantExactly = (at: Date): string =>
  `${formatInstant(at)}:${two(at.getUTCSeconds())}`

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

/** The size of a file: `820 KB`, `3.4 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))}${thin}KB`
  return `${group(bytes / 1024 / 1024, 1)}${thin}MB`
}
