import { readFileSync } from 'node:fs'
import { everyCell, look, nameOf } from '../cells.ts'
import { unlikeLists } from '../lists.ts'
import type { MatrixMarket } from '../market.ts'
import type { FormReader } from '../page-forms.ts'
import { countDone, isOwnAffair, isRefused, type Offer, offersOn, post } from '../posts.ts'
import { mutants } from './runtime.ts'

/** One look of the matrix that a mutant may change. */
export interface Trial {
  /** Whether it may leave the market changed. */
  writes: boolean
  /** Whether the matrix would complain now. */
  notices(market: MatrixMarket): Promise<boolean>
}

/** For each mutant the looks that could notice it: those in which its condition would have turned out otherwise. */
export type Trials = Map<string, Trial[]>

const most = 40

async function tell(trials: Trials, trial: Trial, market: MatrixMarket): Promise<boolean> {
  mutants.hit.clear()
  const complains = await trial.notices(market)
  for (const id of mutants.hit) {
    const known = trials.get(id) ?? []
    if (known.filter(({ writes }) => writes === trial.writes).length >= most) continue
    trials.set(id, [...known, trial])
  }
  return complains
}

/** @returns whether the matrix complains of a market without mutants, as sentences */
export async function gatherTrials(market: MatrixMarket, reader: FormReader) {
  const trials: Trials = new Map()
  const wrong: string[] = []
  for await (const [name, trial] of everyTrial(market, reader))
    if (await tell(trials, trial, market)) wrong.push(name)
  return { trials, wrong }
}

async function* everyTrial(market: MatrixMarket, reader: FormReader) {
  yield* listTrials(market)
  yield* readTrials(market)
  yield* offerTrials(market, reader)
}

function* listTrials({ personas }: MatrixMarket): Generator<[string, Trial]> {
  for (const [name, person] of Object.entries(personas)) {
    const notices = async ({ market }: MatrixMarket) =>
      (await unlikeLists(market.db, name, person?.actor ?? null)).length > 0
    yield [`lists of ${name}`, { writes: false, notices }]
  }
}

async function* readTrials(market: MatrixMarket): AsyncGenerator<[string, Trial]> {
  const seen = new Set<string>()
  for (const cell of everyCell(market)) {
    const form = cell.place.isPage ? 'data' : 'document'
    const key = `${nameOf(cell)} as ${cell.persona}`
    if (cell.form !== form || seen.has(key)) continue
    seen.add(key)
    const { status } = await look(market, cell)
    const notices = async (now: MatrixMarket) => {
      const reply = await look(now, cell)
      return reply.status !== status || now.leaksIn(reply.text, now.keys[cell.persona]!).length > 0
    }
    yield [key, { writes: false, notices }]
  }
}

const tableFile = new URL('../offers.txt', import.meta.url)
const shownTo = 3

/** What pages offer, to some of those whom they offer it to; and the same done by everybody else. */
async function* offerTrials(
  market: MatrixMarket,
  reader: FormReader,
): AsyncGenerator<[string, Trial]> {
  const places = new Map(market.places.map((place) => [nameOf({ place }), place]))
  for (const line of readFileSync(tableFile, 'utf8').split('\n').filter(Boolean)) {
    const [, at, intent, who] = /^(.*) · offers (\S+): (.*)$/.exec(line)!
    const place = places.get(at!)!
    const offered = who!.split(' ')
    for (const persona of offered.slice(0, shownTo)) {
      const notices = async (now: MatrixMarket) =>
        !(await offersOn(now, reader, place, persona)).some(({ form }) => form.intent === intent)
      yield [`${line} is offered to ${persona}`, { writes: false, notices }]
    }
    const offer = (await offersOn(market, reader, place, offered[0]!)).find(
      ({ form }) => form.intent === intent,
    )
    if (offer && !isOwnAffair(offer)) yield* postTrials(market, offer, offered)
  }
}

function* postTrials(
  { personas }: MatrixMarket,
  offer: Offer,
  offered: string[],
): Generator<[string, Trial]> {
  const others = Object.keys(personas).filter((one) => !offered.includes(one))
  for (const persona of others) {
    const notices = async (now: MatrixMarket) => {
      const before = await countDone(now)
      const reply = await post(now, offer, persona)
      return !isRefused(reply) || (await countDone(now)) > before
    }
    yield [`${offer.place.label} ${offer.form.intent} by ${persona}`, { writes: true, notices }]
  }
}
