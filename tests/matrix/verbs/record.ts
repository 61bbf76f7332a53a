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
import { rehearse } from './rehearsal.ts'
import type { Takes } from './tap.ts'

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
  label: string
}

declare global {
  var __calls: { heard: ((tapped: Tapped, args: unknown[]) => void) | null } | undefined
}

/** How many calls of one function are kept, spread over all that were heard. */
const kept = { verb: 8, predicate: 14 }
const heardAtMost = 600

export interface Recorder {
  /** Everybody does what they may, on markets that may be spoilt. @returns each call that was heard until now, once */
  calls(matrix: MatrixMarket, copies: Copies, reader: FormReader): Promise<Call[]>
}

/** Listens from now on: the making of the market is heard too. */
export function startRecorder(): Recorder {
  const heard = new Map<string, { tapped: Tapped; args: unknown[] }[]>()
  globalThis.__calls = {
    heard(tapped, args) {
      const calls = heard.get(tapped.name) ?? []
      heard.set(tapped.name, calls)
      if (calls.length < heardAtMost && !args.some((one, index) => index > 0 && isPower(one)))
        calls.push({ tapped, args })
    },
  }
  return {
    async calls(matrix, copies, reader) {
      const market = await copies.fresh()
      await readAll(market)
      await callAll(market)
      await enterRooms(market)
      await rehearse(await copies.fresh())
      await postAll(matrix, copies, reader)
      globalThis.__calls = undefined
      const nameOfId = namesOf(matrix)
      return [...heard.values()].flatMap((calls) => chosen(calls, nameOfId))
    },
  }
}

function chosen(heard: { tapped: Tapped; args: unknown[] }[], nameOfId: (id: string) => string) {
  const calls = new Map<string, Call>()
  for (const { tapped, args } of heard) {
    const label = `${tapped.name}(${labelOf(args, tapped.at, nameOfId)})`
    if (!calls.has(label)) calls.set(label, { ...tapped, args, label })
  }
  const all = [...calls.values()]
  const known = all.filter(({ label }) => !label.includes('unknown'))
  const most = all.every(isPredicate) ? kept.predicate : kept.verb
  return spread(known.length > 0 ? known : all, most)
}

/** So many of a list, evenly from all of it. */
export const spread = <T>(all: readonly T[], most: number): T[] =>
  all.length <= most
    ? [...all]
    : Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)]!)

const isPower = (one: unknown): boolean => typeof one === 'object' && one !== null && 'power' in one

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
const instant = /\d{4}-\d\d-\d\dT[\d:.]+Z?/g
const secret = /[\w-]{24,}/g
const canary = /zq[a-z]{7}/g
const longest = 200

/** What a call is about: its arguments without who asks, the same in every run. */
function labelOf(args: unknown[], at: number, nameOfId: (id: string) => string): string {
  const rest = args.filter((one, index) => index !== at && !isPower(one))
  return rest
    .map((one) => JSON.stringify(one, plain) ?? '-')
    .join(', ')
    .replace(uuid, nameOfId)
    .replace(instant, 'time')
    .replace(secret, '…')
    .replace(canary, '')
    .replaceAll('"', '')
    .slice(0, longest)
}

function plain(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const raw = this[key]
  if (raw instanceof Uint8Array) return 'bytes'
  if (raw instanceof Date) return 'time'
  if (raw instanceof Map || raw instanceof Set) return [...raw]
  return value
}
