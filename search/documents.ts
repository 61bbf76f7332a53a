import { matchAllToken } from './match-all-token.ts'
import { deletionNeighbours, key, tokenizeCharacters } from './text/keys.ts'
import { splitName } from './text/names.ts'
import { compact, normalize } from './text/normalize.ts'
import { firstLetters, soundSuffixes, syllables } from './text/pinyin.ts'

export const searchKinds = ['organization', 'product', 'request', 'session', 'listing'] as const
export type SearchKind = (typeof searchKinds)[number]

export const facetNames = [
  'tier',
  'street',
  'industry',
  'amount',
  'term',
  'rate',
  'guarantee',
  'direction',
  'category',
  'place',
  'deadline',
  'price',
] as const
export type FacetName = (typeof facetNames)[number]

/** What the market says about a thing that can be found. Public or audience-scoped facts only, never private ones. */
export interface SearchDocument {
  kind: SearchKind
  id: string
  /** Who may find it: `public`, or names of audiences such as `institution`. */
  audience: readonly string[]
  /** Its name or title; for an organisation the full legal name. */
  name: string
  /** Other names: short ones, or that of the institution behind a product. */
  aliases?: readonly string[]
  /** Codes that find exactly this thing, such as the USCC. */
  codes?: readonly string[]
  /** Few weighty words: tier, industry, what is made. */
  topics?: readonly string[]
  /** The long text. */
  text?: string
  facets?: Partial<Record<FacetName, readonly string[]>>
  /** What results can be sorted by: fen, months, basis points. */
  amount?: number | null
  term?: number | null
  rate?: number | null
  /** When it came about, in seconds since 1970. */
  at: number
}

/** The form of documents in the index; when it changes, the index must be rebuilt. */
export const documentsVersion = 1

export interface IndexedDocument {
  doc: string
  kind: SearchKind
  id: string
  audience: readonly string[]
  name: string
  aliases: string[]
  codes: readonly string[]
  topics: string
  text: string
  characters: string[]
  initials: string[]
  pinyin: string[]
  keys: string[]
  amount: number | null
  term: number | null
  rate: number | null
  at: number
  facet: Partial<Record<FacetName, readonly string[]>>
  anything: string
}

export const documentKey = ({ kind, id }: { kind: string; id: string }): string => `${kind}_${id}`

/** Adds to a document all that the planner's queries look at. */
export function toIndexed(document: SearchDocument): IndexedDocument {
  const { name, aliases = [], codes = [], topics = [] } = document
  const names = [name, ...aliases].map(splitName)
  const sounds = names.map(soundsOf)
  return {
    doc: documentKey(document),
    kind: document.kind,
    id: document.id,
    audience: document.audience,
    name: normalize(name),
    aliases: aliases.map(normalize),
    codes: codes.map(compact),
    topics: normalize(topics.join(' ')),
    text: normalize(document.text ?? ''),
    characters: names.map(({ whole }) => tokenizeCharacters(whole)),
    initials: [...new Set(sounds.flatMap((sound) => sound.initials))],
    pinyin: [...new Set(sounds.flatMap((sound) => sound.full))],
    keys: keysOf(
      names,
      sounds.map(({ core }) => core),
      codes,
    ),
    amount: document.amount ?? null,
    term: document.term ?? null,
    rate: document.rate ?? null,
    at: document.at,
    facet: document.facets ?? {},
    [matchAllToken.field]: matchAllToken.word,
  }
}

type Names = ReturnType<typeof splitName>

/** Endings start within the name proper: nobody looks for what rhymes with 有限公司. */
function soundsOf({ whole, stem, core }: Names) {
  const { initials, full } = soundSuffixes(whole, [...stem].length)
  const ofCore = syllables(core)
  const sound = ofCore.join('')
  return {
    initials: [...initials, firstLetters(ofCore)],
    full: [...full, sound],
    core: sound,
  }
}

function keysOf(names: Names[], sounds: readonly string[], codes: readonly string[]): string[] {
  const keys = names.flatMap(({ whole, core }, at) => [
    key.whole(whole),
    key.core(core),
    key.sound(sounds[at]!),
    ...deletionNeighbours(core).map(key.slip),
  ])
  return [...new Set([...keys, ...codes.map((code) => key.code(compact(code)))])]
}
