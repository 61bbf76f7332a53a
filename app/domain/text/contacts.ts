import { toHalfWidth } from './width.ts'

/** Ways to reach somebody past the market, as they stand in texts that many read. */
export type ContactKind = 'mobile' | 'landline' | 'email' | 'wechat' | 'qq' | 'web'

export interface Contact {
  what: ContactKind
  /** The words that stand out, in half width. */
  found: string
}

interface Sign {
  what: ContactKind
  /** Can hardly be anything else, so that a text may be refused for it; the rest is for a person to weigh. */
  sure: boolean
  /** Reads a text in time in proportion to its length: what repeats without a bound begins only where a run begins. */
  sign: RegExp
}

/** Signs that people put between digits to get past a look for numbers. */
const between = String.raw`[\s\-_.,·*~/|—–()（）、，。]{0,3}`
const digit = '[0-9零〇一二三四五六七八九]'
const digits = (least: number, most: number) =>
  `${digit}(?:${between}${digit}){${least - 1},${most - 1}}`
const gap = String.raw`\s{0,3}`
const country = (after: string) => `(?:(?:[+]|00)?86${after})?`
const account = `${gap}(?:号|同号|id)?${gap}[:：是为]?${gap}[a-z0-9][\\w-]{4,19}`
/** Products around 微信 that firms build, buy and sell. */
const products = '小程序|公众|支付|商城|视频号|小店|生态|平台|端'

const signs: readonly Sign[] = [
  {
    what: 'mobile',
    sure: true,
    sign: new RegExp(
      String.raw`(?<![0-9])${country(String.raw`[\s-]?`)}1[3-9](?:(?:[\s-]?[0-9]){9}|[0-9]${between}[0-9]{4}${between}[0-9]{4})(?![0-9])`,
      'gu',
    ),
  },
  {
    what: 'mobile',
    sure: false,
    sign: new RegExp(
      `(?<![0-9])${country(between)}[1一]${between}[3-9三四五六七八九](?:${between}${digit}){9}(?![0-9])`,
      'gu',
    ),
  },
  {
    what: 'landline',
    sure: true,
    sign: /(?<!\d)(?:\(0\d{2,3}\)[\s-]{0,2}|0\d{2,3}[\s-]{1,2})\d{7,8}(?!\d)|(?<!\d)[48]00[\s-]?\d{3}[\s-]?\d{4}(?!\d)/gu,
  },
  {
    what: 'email',
    sure: true,
    // Begins only where a name begins, so that a long name is read once and not from each of its letters.
    sign: /(?<![\w.+-])[\w.+-]+\s{0,3}(?:@|\(at\)|\[at\]|#at#)\s{0,3}[\w-]+(?:\.[\w-]+)*\s{0,3}(?:\.|\(dot\)|点)\s{0,3}[a-z]{2,}/giu,
  },
  { what: 'wechat', sure: true, sign: new RegExp(`微${gap}信(?!${gap}(?:${products}))`, 'gu') },
  {
    what: 'wechat',
    sure: true,
    sign: new RegExp(
      `(?:[微薇威徽]${gap}信|wechat|weixin|(?<![a-z])[vw]x${gap}[:：])${account}`,
      'giu',
    ),
  },
  {
    what: 'wechat',
    sure: false,
    sign: new RegExp(`(?:[vw]x|(?<![a-z])v${gap}[:：])${account}`, 'giu'),
  },
  {
    what: 'qq',
    sure: true,
    sign: new RegExp(
      `(?:q${gap}q|扣${gap}扣|企${gap}鹅)${gap}(?:号|群)?${gap}[:：是为]?${gap}${digits(5, 11)}`,
      'giu',
    ),
  },
  {
    what: 'web',
    sure: false,
    sign: /(?:https?:\/\/|www\s{0,3}\.\s{0,3})[\w.-]+[^\s，。；、）)]*|(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|top|shop|xyz|vip)(?![a-z])/giu,
  },
]

const plain = (text: string): string => toHalfWidth(text.normalize('NFKC'))

/** Whether a text surely holds a way to reach somebody: contact goes through the market. */
export function hasContact(text: string): boolean {
  const read = plain(text)
  return signs.some(({ sure, sign }) => sure && read.search(sign) >= 0)
}

/** Everything in a text that may be a way to reach somebody, in its order; what stands inside another is said once. */
export function findContacts(text: string): Contact[] {
  const read = plain(text)
  const finds = signs
    .flatMap(({ what, sign }) =>
      [...read.matchAll(sign)].map((match) => ({
        what,
        found: match[0].trim(),
        from: match.index,
        to: match.index + match[0].length,
      })),
    )
    .sort((item, other) => item.from - other.from || other.to - item.to)
  let reached = 0
  return finds.flatMap(({ what, found, to }) => {
    if (to <= reached) return []
    reached = to
    return [{ what, found }]
  })
}
