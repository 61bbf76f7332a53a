import type { Actor } from '#app/domain/actor.ts'
import { callAs, leaksInAnswer } from '../calls.ts'
import { everyCell, leaksOnPage, look, nameOf } from '../cells.ts'
import { unlikeLists } from '../lists.ts'
import type { MatrixMarket } from '../market.ts'
import type { FormReader } from '../page-forms.ts'
import { countDone, isOwnAffair, isRefused, type Offer, offersOn, post } from '../posts.ts'
import { linesOf, readTable, readVerdicts, statusOf } from '../rights.ts'
import { askRooms, comers } from '../rooms.ts'
import { type Call, isPredicate, spread } from '../verbs/record.ts'
import { fits, replay } from '../verbs/replay.ts'
import { standInsOf } from '../verbs/stand-ins.ts'
import { askPuppets } from '../verbs/synthetic-actors.ts'
import type { Trial } from './trials.ts'

/** All looks of the matrix, in the order in which a mutant is shown to them. */
export async function* everyLook(
  market: MatrixMarket,
  reader: FormReader,
  calls: Call[],
): AsyncGenerator<Trial> {
  yield* verbLooks(market, calls)
  yield* listLooks(market)
  yield* roomLooks(market)
  yield* readLooks(market)
  yield* callLooks(market)
  yield* offerLooks(market, reader)
}

/** The looks below the pages at what a folder of the domain does, for working on few mutants. */
export async function* looksNear(
  place: string,
  market: MatrixMarket,
  calls: Call[],
): AsyncGenerator<Trial> {
  const [folder] = place.replace(/^app\/(domain\/)?/, '').split('/')
  const isNear = ({ name }: Call) =>
    place.startsWith('private.')
      ? /^(dossier|request|consent|privacy|eligibility|thread.write.claim)/.test(name)
      : name.startsWith(folder!)
  yield* verbLooks(market, calls.filter(isNear))
}

function* verbLooks(market: MatrixMarket, calls: Call[]): Generator<Trial> {
  const actors: [string, Actor | null][] = [
    ...Object.entries(market.personas).map(([name, one]): [string, Actor | null] => [
      name,
      one?.actor ?? null,
    ]),
    ...Object.entries(standInsOf(market)),
  ]
  const usual = readVerdicts(readTable('verbs.txt'))
  for (const call of calls) {
    if (isPredicate(call)) yield puppetLook(call, usual(`${call.label} by ${puppets}`, puppets))
    for (const [persona, actor] of actors) {
      if (!fits(call, actor)) continue
      yield {
        name: `${call.label} by ${persona}`,
        writes: false,
        usual: usual(call.label, persona),
        meets: ({ site, canaries }) => replay(site.services.db, call, actor, canaries),
        kept: { at: call.label, persona },
      }
    }
  }
}

const puppets = 'made-up people'

const puppetLook = (call: Call, usual: string | undefined): Trial => ({
  name: `${call.label} by ${puppets}`,
  writes: false,
  usual,
  meets: async () => askPuppets(call),
  kept: { at: `${call.label} by ${puppets}`, persona: puppets },
})

function* listLooks({ personas }: MatrixMarket): Generator<Trial> {
  for (const [name, person] of Object.entries(personas)) {
    const meets = async ({ market }: MatrixMarket) =>
      (await unlikeLists(market.db, name, person?.actor ?? null)).join(', ')
    yield { name: `the lists of ${name}`, writes: false, usual: '', meets }
  }
}

/** One look for each thing that is asked of a room, of all that a comer asks at once. */
function* roomLooks(market: MatrixMarket): Generator<Trial> {
  const usual = readVerdicts(readTable('rooms.txt'))
  for (const comer of comers(market)) {
    const meets = async (now: MatrixMarket) => {
      const unlike = (await askRooms(now, comer)).filter(
        ({ at, what }) => what !== usual(at, comer),
      )
      return unlike.map(({ at, what }) => `${at}: ${what}`).join(', ')
    }
    yield { name: `the rooms of ${comer}`, writes: true, usual: '', meets }
  }
}

function* readLooks(market: MatrixMarket): Generator<Trial> {
  const usual = statusOf(readTable('rights.txt'))
  const seen = new Set<string>()
  for (const cell of everyCell(market)) {
    const form = cell.place.isPage ? 'data' : 'document'
    const name = `${nameOf(cell)} as ${cell.persona}`
    if (cell.form !== form || seen.has(name)) continue
    seen.add(name)
    const meets = async (now: MatrixMarket) => {
      const { status, text } = await look(now, cell)
      return [status, ...leaksOnPage(now, cell, text)].join(' ')
    }
    yield { name, writes: false, usual: usual(nameOf(cell), cell.persona), meets }
  }
}

/** Every operation as everybody's program; of the writes those that are refused. */
function* callLooks(market: MatrixMarket): Generator<Trial> {
  const statusFor = statusOf(readTable('calls.txt'))
  for (const call of market.calls) {
    for (const persona of Object.keys(market.keys)) {
      const at = `${call.operation.id} · ${call.label}`
      const usual = statusFor(at, persona)
      const writes = call.operation.method !== 'GET'
      if (writes && Number(usual) < 400) continue
      const meets = async (now: MatrixMarket) => {
        const answer = await callAs(now, call, persona)
        return [answer.status, ...leaksInAnswer(now, call, persona, answer)].join(' ')
      }
      yield { name: `${at} by ${persona}`, writes, usual, meets }
    }
  }
}

const shownTo = 3

/** What pages offer, to some of those whom they offer it to; and the same done by everybody else. */
async function* offerLooks(market: MatrixMarket, reader: FormReader): AsyncGenerator<Trial> {
  const places = new Map(market.places.map((place) => [nameOf({ place }), place]))
  for (const [line, offered] of linesOf(readTable('offers.txt'))) {
    const [, at, intent] = /^(.*) · offers (\S+)$/.exec(line)!
    const place = places.get(at!)!
    for (const persona of spread(offered, shownTo)) {
      const meets = async (now: MatrixMarket) =>
        String(
          (await offersOn(now, reader, place, persona)).some((item) => item.form.intent === intent),
        )
      yield { name: `${line} to ${persona}`, writes: false, usual: 'true', meets }
    }
    const offer = (await offersOn(market, reader, place, offered[0]!)).find(
      ({ form }) => form.intent === intent,
    )
    if (offer && !isOwnAffair(offer)) yield* postLooks(market, offer, offered)
  }
}

function* postLooks({ personas }: MatrixMarket, offer: Offer, offered: string[]): Generator<Trial> {
  for (const persona of Object.keys(personas).filter((item) => !offered.includes(item))) {
    const meets = async (now: MatrixMarket) => {
      const before = await countDone(now)
      const reply = await post(now, offer, persona)
      return !isRefused(reply) || (await countDone(now)) > before ? 'done' : 'refused'
    }
    const name = `${offer.place.label} ${offer.form.intent} by ${persona}`
    yield { name, writes: true, usual: 'refused', meets }
  }
}
