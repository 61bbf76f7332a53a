import { Converter, Locale } from 'opencc-js/t2cn'

/** A character of those that some entry of the dictionaries exchanges; a text without any stays as it is. */
const traditional = new RegExp(`[${[...new Set(exchanged())].join('')}]`, 'u')

interface Dictionaries {
  normalizationChain: string[][]
  conversionChain: string[][]
}

function* exchanged() {
  const { normalizationChain, conversionChain } = Locale.configs.t2s as unknown as Dictionaries
  for (const dictionary of [...normalizationChain, ...conversionChain].flat()) {
    for (const entry of dictionary.split('|')) {
      const [from = [], to = []] = entry.split(' ').map((item) => [...item])
      yield* from.filter((item, at) => from.length !== to.length || item !== to[at])
    }
  }
}

/** Made when first needed: most texts are simplified. */
const dictionary: { convert?: (text: string) => string } = {}

function simplify(text: string): string {
  if (!traditional.test(text)) return text
  dictionary.convert ??= Converter({ from: 't', to: 'cn' })
  return dictionary.convert(text)
}

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
  return [...words.segment(text)].filter((item) => item.isWordLike).map((item) => item.segment)
}
