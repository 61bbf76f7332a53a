import { pinyin } from 'pinyin-pro'
import { isHan } from './normalize.ts'

/** Longer suffixes tell nothing more; queries are cut at the same length. */
export const longestInitials = 16
const longestPinyin = 36

/** Syllables without tones, ü as v; what isn't Chinese stays as it is, character by character. */
export function syllables(text: string): string[] {
  const characters = [...text]
  const sounds = pinyin(text, { toneType: 'symbol', type: 'array', nonZh: 'spaced' })
  return sounds.map((sound, at) =>
    sound === characters[at] ? sound.toLowerCase() : toneless(sound),
  )
}

/** Syllables without their tones by those with them; there are some 1,300, and taking a tone off costs more than one look. */
const withoutTone = new Map<string, string>()
const tones = /[\u0300\u0301\u0304\u030c]/g

function toneless(syllable: string): string {
  const known = withoutTone.get(syllable)
  if (known !== undefined) return known
  const plain = syllable.normalize('NFD').replace(tones, '').normalize('NFC')
  const made = plain.replaceAll('ü', 'v').toLowerCase()
  withoutTone.set(syllable, made)
  return made
}

/** As much of a sound as is compared; never half of a character that no dictionary spells, as 𠮷. */
export const truncatePinyin = (sound: string, from = 0): string =>
  sound.slice(from, from + longestPinyin).replace(endsInHalf, '')
const endsInHalf = /[\ud800-\udbff]$/

export const toPinyin = (text: string): string => syllables(text).join('')

export const firstLetters = (syllables: readonly string[]): string => {
  let letters = ''
  for (const one of syllables) if (one) letters += String.fromCodePoint(one.codePointAt(0)!)
  return letters
}

export const initialsOf = (text: string): string => firstLetters(syllables(text))

/** Every ending of a name, in full pinyin and in initials, so that a prefix search finds its middle too. */
export function soundSuffixes(whole: string, starts: number) {
  const all = syllables(whole)
  const sound = all.join('')
  const count = Math.min(starts, all.length)
  const initials = new Set<string>()
  const full = new Set<string>()
  for (let from = 0, at = 0; from < count; at += all[from]!.length, from++) {
    initials.add(firstLetters(all.slice(from, from + longestInitials)))
    full.add(truncatePinyin(sound, at))
  }
  return { initials: [...initials], full: [...full] }
}

export const hasHan = (text: string): boolean => [...text].some(isHan)
