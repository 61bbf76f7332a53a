import { callAs } from '../calls.ts'
import { nameOf } from '../cells.ts'
import type { Copies } from '../copies.ts'
import type { MatrixMarket } from '../market.ts'
import type { FormReader } from '../page-forms.ts'
import { policy } from '../policy/index.ts'
import { offersOn, post } from '../posts.ts'
import { linesOf, readTable } from '../rights.ts'
import { enterRooms } from '../rooms.ts'
import { ask } from '../visit.ts'
import { rehearse } from './dry-run.ts'
import type { Takes } from './instrument-calls.ts'

/** A function of the market that is told who asks. */
interface Tapped {
  name: string
  /** Where among its arguments who asks stands. */
  at: number
  takes: Takes
  run(...args: unknown[]): unknown
}

/** Whether a call is of a predicate: told from what it is given alone, without the database. */
export const isPredicate = ({ args: [first] }: Pick<Call, 'args'>): boolean => !isPower(first)

/** One call of such a function as it was made, and how the table calls it. */
export interface Call extends Tapped {
  args: unknown[]
  /** When it was made: an app's code, for one, is right for half a minute only. */
  madeAt: Date
  label: string
}

declare global {
  var __calls: { heard: ((tapped: Tapped, args: unknown[]) => void) | null } | undefined
}

/** How many calls of one function are kept, spread over all that were heard. */
const kept = 14
const heardAtMost = 600

/** What is told apart by what the search server happened to answer, and is asked within other calls anyway. */
const untold = ['search/hydrate-hits readHits']

export interface Recorder {
  /**
   * Everybody does what they may, on markets that may be spoilt; without a reader of forms, what pages offer stays undone.
   * @returns each call that was heard until now, once
   */
  calls(matrix: MatrixMarket, copies: Copies, reader: FormReader | null): Promise<Call[]>
}

/** Listens from now on: the making of the market is heard too. */
export function startRecorder(): Recorder {
  const heard = new Map<string, Map<string, Heard>>()
  globalThis.__calls = {
    heard(tapped, args) {
      const calls = heard.get(tapped.name) ?? new Map<string, Heard>()
      heard.set(tapped.name, calls)
      if (calls.size >= heardAtMost || untold.includes(tapped.name)) return
      if (args.some((arg, index) => index > 0 && isPower(arg))) return
      const told = tellingOf(args, tapped.at)
      if (!calls.has(told)) calls.set(told, { ...tapped, args, told, madeAt: new Date() })
    },
  }
  return {
    async calls(matrix, copies, reader) {
      const market = await copies.fresh()
      await readAll(market)
      await callAll(market)
      await enterRooms(market)
      await rehearse(await copies.fresh())
      if (reader) await postAll(matrix, copies, reader)
      globalThis.__calls = undefined
      const nameOfId = namesOf(matrix)
      return [...heard.values()].flatMap((calls) => chosen([...calls.values()], nameOfId))
    },
  }
}

/** With what it was told, as text. */
type Heard = Omit<Call, 'label'> & { told: string }

/**
 * In an order of their own, so that it is the same whichever was heard first. Of those that differ in a secret alone the last:
 * an invitation that is still open, a code that is still right.
 */
function chosen(heard: readonly Heard[], nameOfId: (id: string) => string): Call[] {
  const calls = new Map<string, Call>()
  for (const { told, ...one } of heard) {
    const label = `${one.name}(${labelOf(told, nameOfId)})`
    calls.set(label, { ...one, label })
  }
  const all = [...calls.values()].sort((a, b) => inOrder.compare(a.label, b.label))
  const known = all.filter(({ label }) => !label.includes('unknown'))
  return spread(known.length > 0 ? known : all, kept)
}

const inOrder = new Intl.Collator('en', { numeric: true })

/** So many of a list, evenly from all of it, its ends among them. */
export const spread = <T>(all: readonly T[], most: number): T[] =>
  all.length <= most
    ? [...all]
    : Array.from(
        { length: most },
        (_, index) => all[Math.round((index * (all.length - 1)) / (most - 1))]!,
      )

const isPower = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && 'power' in item

const perPlace = 3

async function readAll({ site, personas, places }: MatrixMarket): Promise<void> {
  const seen = linesOf(readTable('rights.txt'))
  for (const place of places)
    for (const persona of spread(seen.get(`${nameOf({ place })} · 200`) ?? [], perPlace))
      await ask(site.url, place.path, personas[persona]!)
}

async function callAll(market: MatrixMarket): Promise<void> {
  const lines = linesOf(readTable('calls.txt'))
  for (const call of market.calls)
    for (const status of ['200', '201', '202', '204', '409', '422']) {
      const personas = lines.get(`${call.operation.id} · ${call.label} · ${status}`) ?? []
      for (const persona of spread(personas, 2)) await callAs(market, call, persona)
    }
}

/** Each intent on a market of its own, since what is done by one takes away what another would have done. */
async function postAll(matrix: MatrixMarket, copies: Copies, reader: FormReader): Promise<void> {
  const lines = [...linesOf(readTable('offers.txt'))].map(([line, personas]) => {
    const [, at, intent] = /^(.*) · offers (\S+)$/.exec(line)!
    return { place: matrix.places.find((place) => nameOf({ place }) === at)!, intent, personas }
  })
  const groups = Map.groupBy(lines, ({ place: { file }, intent }) => `${file} ${intent}`)
  for (const group of groups.values()) {
    const market = await copies.fresh()
    for (const { place, intent, personas } of group) {
      for (const persona of spread(personas, 2)) {
        const offers = await offersOn(market, reader, place, persona)
        const offer = offers.find(({ form }) => form.intent === intent)
        if (offer) await post(market, offer, persona)
      }
    }
  }
}

/** What an id is of, as `table n` in the order of making. */
function namesOf({ know }: MatrixMarket): (id: string) => string {
  const names = new Map<string, string>()
  for (const table of Object.keys(policy))
    for (const [index, { id }] of [...know.all(table)].sort(byId).entries())
      if (id) names.set(id, `${table} ${index + 1}`)
  return (id) => names.get(id) ?? 'unknown'
}
const byId = (a: { id?: string }, b: { id?: string }) => String(a.id).localeCompare(String(b.id))

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** After it all that the market's people agreed on is over. */
const lastYear = 2030
const later = /(?:203[1-9]|2[1-9]\d\d)-\d\d-\d\dT[\d:.]+Z?/g
const instant = /\d{4}-\d\d-\d\dT[\d:.]+Z?/g
const day = /\d{4}-\d\d-\d\d/g
const secret = /[\w-]{24,}/g
/** Made anew by each run: addresses, codes of organisations, codes of an app, the names of the bureau and of the index, ports. */
const passing =
  /[\w.]+@example\.com|\b9136\w{14}\b|(?<![\d.])\d{6}(\d\d)?(?!\d)|(?<=局)[0-9a-f]{12}|(?<=matrix_)[0-9a-f]{8}|(?<=127\.0\.0\.1:)\d{4,5}/g
const canary = /zq[a-z]{7}/g
const longest = 200

/** What a call is about: its arguments without who asks. */
const tellingOf = (args: unknown[], at: number): string =>
  args
    .filter((arg, index) => index !== at && !isPower(arg))
    .map((arg) => JSON.stringify(arg, plain) ?? '-')
    .join(', ')

/** The same in words that are the same in every run. */
const labelOf = (told: string, nameOfId: (id: string) => string): string =>
  told
    .replace(uuid, nameOfId)
    .replace(later, 'later')
    .replace(instant, 'time')
    .replace(day, 'day')
    .replace(secret, '…')
    .replace(canary, '')
    .replace(passing, '…')
    .replaceAll('"', '')
    .slice(0, longest)

function plain(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const raw = this[key]
  if (raw instanceof Uint8Array) return 'bytes'
  if (raw instanceof Date) return raw.getUTCFullYear() > lastYear ? 'later' : 'time'
  if (raw instanceof Map || raw instanceof Set) return [...raw]
  return value
}
