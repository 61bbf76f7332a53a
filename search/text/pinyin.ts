import { pinyin } from 'pinyin-pro'
import { isHan } from './normalize.ts'

/** Longer suffixes tell nothing more; queries are cut at the same length. */
export const longestInitials = 16
export const longestPinyin = 36

/** Syllables without tones, ü as v; what isn't Chinese stays as it is, character by character. */
export function syllables(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' }).map((one) =>
    one.toLowerCase(),
  )
}

export const soundOf = (text: string): string => syllables(text).join('')

export const initialsOf = (text: string): string =>
  syllables(text)
    .map((one) => one[0] ?? '')
    .join('')

/** Every ending of a name, in full pinyin and in initials, so that a prefix search finds its middle too. */
export function soundSuffixes(whole: string, starts: number) {
  const all = syllables(whole)
  const count = Math.min(starts, all.length)
  const initials = new Set<string>()
  const full = new Set<string>()
  for (let from = 0; from < count; from++) {
    const rest = all.slice(from)
    initials.add(
      rest
        .map((one) => one[0] ?? '')
        .join('')
        .slice(0, longestInitials),
    )
    full.add(rest.join('').slice(0, longestPinyin))
  }
  return { initials: [...initials], full: [...full] }
}

export const hasHan = (text: string): boolean => [...text].some(isHan)
