import { Converter } from 'opencc-js/cn2t'

/** Made when first asked for: loading it costs a quarter of a second, and few commands need it. */
const dictionary: { convert?: (text: string) => string } = {}

/** Characters as in Hong Kong and words as on the mainland: its readers abroad know 網絡 and 數據, not 網路 and 資料. */
function byDictionary(text: string): string {
  dictionary.convert ??= Converter({ from: 'cn', to: 'hk' })
  return dictionary.convert(text)
}

/** In 化学制品 the dictionary sees 学制, a school's years, and leaves 制 as it is. */
const convert = (text: string): string => byDictionary(text).replaceAll('學制品', '學製品')

/** A text, or a tree of texts, in traditional characters. What stands in braces is a name of code and stays. */
export function toTraditional<T>(tree: T): T {
  if (typeof tree === 'string') {
    return tree
      .split(/(\{\{.*?\}\})/)
      .map((part) => (part.startsWith('{{') ? part : convert(part)))
      .join('') as T
  }
  if (Array.isArray(tree)) return tree.map(toTraditional) as T
  if (typeof tree !== 'object' || tree === null) return tree
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, toTraditional(value)]),
  ) as T
}
