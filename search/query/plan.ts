import { wordFields } from '../settings.ts'
import { synonyms } from '../synonyms.ts'
import { deletionNeighbours, key, tokenizeCharacters } from '../text/keys.ts'
import { splitName } from '../text/names.ts'
import { compact, isHan, normalize, segment } from '../text/normalize.ts'
import { hasHan, initialsOf, longestInitials, toPinyin, truncatePinyin } from '../text/pinyin.ts'

/** One of the queries that together answer what somebody typed. */
export interface Step {
  /** What the step is for, in the tests' words. */
  name: string
  q?: string
  /** Exact keys, one of which the document must have. */
  keys?: readonly string[]
  fields?: readonly string[]
  /** How much it counts beside the other steps. */
  weight: number
}

export interface Plan {
  /** What was typed, in the one form that everything is compared in. */
  text: string
  steps: Step[]
  /** What to mark in what is shown: the longest parts first. */
  terms: string[]
}

const longestQuery = 200
/** Meilisearch ignores what comes after the tenth word. */
const mostWords = 10
const idle = new Set(
  '的 了 和 与 及 或 是 在 有 我 我们 你 您 想 要 想要 需要 请问 请 帮 找 找一家 哪里 哪家 哪些 什么 怎么 如何 可以 能 能够 一个 一家 一下 给 吗 呢 吧 做 关于'.split(
    ' ',
  ),
)

/** Turns what was typed into steps; an empty text has one step that finds everything. */
export function planQuery(typed: string): Plan {
  const text = normalize(typed.slice(0, longestQuery))
  const whole = compact(text)
  if (!whole) return { text: '', steps: [{ name: 'everything', q: '', weight: 1 }], terms: [] }
  const steps = looksLikeCode(whole)
    ? [...exactSteps(text, whole), ...wordSteps(text)]
    : [
        ...exactSteps(text, whole),
        ...partSteps(text),
        ...slipSteps(text),
        ...soundSteps(text, whole),
        ...wordSteps(text),
      ]
  return { text, steps, terms: termsOf(text) }
}

/** A credit code, or most of one: nobody means a name's sound by it. */
const looksLikeCode = (whole: string) => /^(?=(?:.*\d){6})[0-9a-z]{8,18}$/.test(whole)

function exactSteps(text: string, whole: string): Step[] {
  const { core } = splitName(text)
  return [
    {
      name: 'whole name or code',
      keys: [key.whole(whole), key.code(whole)],
      weight: 100,
    },
    { name: 'core of the name', keys: [key.core(core), key.core(whole)], weight: 50 },
    ...namesWithin(whole),
  ]
}

const nameLengths = { least: 3, most: 30, mostOfCore: 16 }
const mostLookedThrough = 80
const nameEnding = /(?:公司|企业|合伙|厂|店|社|所|中心|院|行|会|部|馆|校)$/

/** A name somewhere in a longer question: all its substrings, looked up as whole names and as their cores. */
function namesWithin(whole: string): Step[] {
  const characters = [...whole].slice(0, mostLookedThrough)
  if (characters.length <= nameLengths.least) return []
  /** Where each character begins, and how many Chinese ones come before it. */
  const at = [0]
  const han = [0]
  for (const [index, one] of characters.entries()) {
    at.push(at[index]! + one.length)
    han.push(han[index]! + Number(isHan(one)))
  }
  const byWeight = new Map<number, Set<string>>()
  const add = (weight: number, item: string) =>
    byWeight.set(weight, (byWeight.get(weight) ?? new Set()).add(item))
  for (let to = nameLengths.least; to <= characters.length; to++) {
    const isEnding = nameEnding.test(whole.slice(0, at[to]))
    for (let from = Math.max(0, to - nameLengths.most); from <= to - nameLengths.least; from++) {
      if (han[to] === han[from]) continue
      const length = to - from
      const text = whole.slice(at[from], at[to])
      if (length <= nameLengths.mostOfCore) add(coreWeight(length), key.core(text))
      if (isEnding && length >= 6) add(40, key.whole(text))
    }
  }
  return [...byWeight].map(([weight, keys]) => ({
    name: 'a name within',
    keys: [...keys],
    weight,
  }))
}

/** The longer the name that was found within, the less it is a coincidence. */
const coreWeight = (length: number) => (length >= 6 ? 30 : length >= 4 ? 12 : 3)

/** What was typed stands together somewhere in a name; so do its parts between spaces. */
function partSteps(text: string): Step[] {
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const phrases = parts.slice(0, mostWords).map((part) => `"${tokenizeCharacters(part)}"`)
  const steps = [
    { name: 'part of a name', q: phrases.join(' '), fields: ['characters'], weight: 10 },
  ]
  const { core, whole } = splitName(text)
  if (core !== whole && [...core].length >= 2) {
    steps.push({
      name: 'part of a name',
      q: `"${tokenizeCharacters(core)}"`,
      fields: ['characters'],
      weight: 9,
    })
  }
  return steps
}

/** One character dropped, added, wrong or swapped; a homophone. */
function slipSteps(text: string): Step[] {
  const { core } = splitName(text)
  const slips = deletionNeighbours(core).map(key.slip)
  const steps: Step[] = []
  if (slips.length > 0) steps.push({ name: 'one slip', keys: slips, weight: 15 })
  if (hasHan(core) && [...core].length >= 3) {
    steps.push({ name: 'sounds the same', keys: [key.sound(toPinyin(core))], weight: 20 })
  }
  return steps
}

/** Pinyin and initials, alone or after Chinese characters; and Chinese that was written by ear. */
function soundSteps(text: string, whole: string): Step[] {
  if (!hasHan(whole)) {
    if (!/^[a-z][a-z0-9]+$/.test(whole)) return []
    return [
      { name: 'initials', q: whole.slice(0, longestInitials), fields: ['initials'], weight: 8 },
      { name: 'pinyin', q: truncatePinyin(whole), fields: ['pinyin'], weight: 8 },
    ]
  }
  const mixed = /^([^a-z]*\p{Script=Han})([a-z]{1,12})$/u.exec(whole)
  if (mixed) return mixedSteps(mixed[1]!, mixed[2]!)
  const { core } = splitName(text)
  if ([...core].length < 3 || [...core].length > 12) return []
  const q = truncatePinyin(toPinyin(core))
  return [{ name: 'part that sounds the same', q, fields: ['pinyin'], weight: 5 }]
}

function mixedSteps(characters: string, tail: string): Step[] {
  const fields = ['characters', 'initials', 'pinyin']
  const spelled = `"${tokenizeCharacters(characters)}"`
  return [initialsOf(characters) + tail, toPinyin(characters) + tail].map((q) => ({
    name: 'characters, then pinyin',
    q: `${spelled} ${q}`,
    fields,
    weight: 8,
  }))
}

/** The words themselves, and with their synonyms. */
function wordSteps(text: string): Step[] {
  const words = contentWords(text)
  if (words.length === 0) return []
  const steps = [{ name: 'words', q: words.join(' '), fields: wordFields, weight: 6 }]
  for (const variant of variantsOf(text)) {
    const q = contentWords(variant).join(' ')
    if (q) steps.push({ name: 'synonyms', q, fields: wordFields, weight: 4 })
  }
  return steps
}

export function contentWords(text: string): string[] {
  const words = segment(text)
  const telling = words.filter((word) => !idle.has(word))
  const chosen = telling.length > 0 ? telling : words
  if (chosen.length <= mostWords) return chosen
  // Of a long question the longest words say most.
  const kept = new Set([...chosen].sort((a, b) => b.length - a.length).slice(0, mostWords))
  return chosen.filter((word) => kept.has(word)).slice(0, mostWords)
}

const mostVariants = 4
const groups = synonyms.map((group) => group.map(normalize))

/** The text with each known word exchanged for those that mean the same. */
export function variantsOf(text: string): string[] {
  const variants = new Set<string>()
  for (const group of groups) {
    const found = [...group].sort((a, b) => b.length - a.length).find((item) => text.includes(item))
    if (!found) continue
    for (const other of group) {
      if (other !== found && !found.includes(other)) variants.add(text.replace(found, other))
    }
  }
  return [...variants].slice(0, mostVariants)
}

/** Parts of the text to mark, longest first: whole words, never single characters of a longer text. */
function termsOf(text: string): string[] {
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const { core } = splitName(text)
  const words = contentWords(text).filter((word) => word.length > 1 || text.length === 1)
  return [...new Set([text, ...parts, core, ...words])].sort((a, b) => b.length - a.length)
}
