import { Converter } from 'opencc-js/t2cn'

const simplify = Converter({ from: 't', to: 'cn' })

/** One form for all ways to write the same: full width, case, traditional characters and spacing don't matter. */
export function normalize(text: string): string {
  return simplify(text.normalize('NFKC').toLowerCase()).replace(/\s+/g, ' ').trim()
}

/** What is left of a name for comparing: no spaces, brackets, dots or dashes. */
export const compact = (text: string): string => normalize(text).replace(/[^\p{L}\p{N}]/gu, '')

export const isHan = (character: string): boolean => /\p{Script=Han}/u.test(character)

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** The words of a text; punctuation left out. */
export function segment(text: string): string[] {
  return [...words.segment(text)].filter((one) => one.isWordLike).map((one) => one.segment)
}
