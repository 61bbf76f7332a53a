import { randomUUID } from 'node:crypto'
import { topic } from '#app/domain/events.ts'
import { commands } from '#app/domain/session/room/commands.ts'
import { makeScreenLink } from '#app/domain/session/write.server.ts'
import { openWire, type Wire } from '../support/wire.ts'
import type { Row } from './canaries.ts'
import type { MatrixMarket } from './market.ts'
import type { Seen } from './rights.ts'

/** Where a topic's id is of another table than its name says. */
const elsewhere: Record<string, string> = { desk: 'organization', consents: 'organization' }

const kindOf = (item: (typeof topic)[keyof typeof topic]): string =>
  typeof item === 'string' ? item : item('').split(':')[0]!

/** What can be waited for, by the table that its id is of; a new topic joins by itself. */
export const topicTables: Record<string, string> = Object.fromEntries(
  Object.values(topic)
    .filter((item) => typeof item === 'function')
    .map(kindOf)
    .map((kind) => [kind, elsewhere[kind] ?? kind]),
)

const nobodys = '00000000-0000-7000-8000-000000000000'

/** A screen comes beside the people, by the link of the session that is live; and a program whose token nobody gave. */
const screen = 'screen'
const unknownProgram = 'unknown_program'
export const comers = ({ personas }: MatrixMarket): string[] => [
  ...Object.keys(personas),
  screen,
  unknownProgram,
]

async function open({ site, know, personas, cast }: MatrixMarket, comer: string): Promise<Wire> {
  if (comer === unknownProgram) return openWire(site.url, { program: 'lq_nobodys' })
  if (comer !== screen) return openWire(site.url, personas[comer]!)
  const { id } = liveSession(know)
  const token = await makeScreenLink(site.services.db, cast.bureau.host.actor, id)
  return openWire(site.url, { screenOf: id, token })
}

const liveSession = (know: MatrixMarket['know']): Row =>
  know.all('session').find(({ state }) => state === 'live')!

/** All that one comer's connection can ask of rooms, their topics and their commands, and what came of it. */
export async function askRooms(market: MatrixMarket, comer: string): Promise<Seen[]> {
  const wire = await open(market, comer).catch((error: Error) => error.message)
  if (typeof wire === 'string')
    return [{ at: 'comes', what: `is not let in: ${wire}`, persona: comer }]
  const seen = [
    ...(await joinAll(market, wire)),
    ...(await listenAll(market, wire)),
    ...(await commandAll(market, wire, comer)),
  ]
  wire.close()
  return seen.map((item) => ({ ...item, persona: comer }))
}

/** Everybody comes into every room that lets them in, so that their first coming is no part of what is compared. */
export async function enterRooms(market: MatrixMarket): Promise<void> {
  for (const comer of comers(market)) await askRooms(market, comer)
}

type Came = Omit<Seen, 'persona'>
const numbered = (rows: readonly Row[]): [string, Row][] =>
  [...rows]
    .sort((a, b) => a.id.localeCompare(b.id))
    .map((row, index) => [`${index + 1} ${row.state ?? row.standing ?? ''}`.trim(), row])

async function joinAll({ know, canaries }: MatrixMarket, wire: Wire): Promise<Came[]> {
  const came: Came[] = []
  for (const [label, { id }] of numbered(know.all('session'))) {
    const at = `joins session ${label}`
    const snapshot = await wire.ask('join', { room: id, since: null })
    if (!snapshot.ok) {
      came.push({ at, what: snapshot.refusal.message })
      continue
    }
    const before = wire.received().length
    const { head } = await wire.ask('join', { room: id, since: 0 })
    if (head > 0) await wire.until(new RegExp(`"room":"${id}","from":1,"to":`))
    const told = (text: string) =>
      `${canaries.find(text).length} words and ${text.split('"amountFen"').length - 1} amounts`
    const inTail = told(wire.received().slice(before))
    came.push({ at, what: `sees ${told(JSON.stringify(snapshot))}, as it comes ${inTail}` })
  }
  return came
}

const mostTopics = 50

async function listenAll({ know }: MatrixMarket, wire: Wire): Promise<Came[]> {
  const came: Came[] = []
  for (const [kind, table] of Object.entries(topicTables)) {
    const rows = numbered(know.all(table)).slice(-mostTopics)
    if (rows.length === 0) throw new Error(`Nothing here can be waited for by ${kind}.`)
    const asked = rows.map(([, { id }]) => `${kind}:${id}`)
    const { topics } = await wire.ask('listen', { topics: asked })
    void wire.ask('unlisten', { topics: asked })
    for (const [label, { id }] of rows)
      came.push({ at: `${kind} ${label}`, what: waiting(topics, `${kind}:${id}`) })
  }
  const { topics } = await wire.ask('listen', { topics: oddTopics })
  for (const odd of oddTopics) came.push({ at: odd, what: waiting(topics, odd) })
  return came
}

const oddTopics = [
  ...Object.values(topic).filter((item) => typeof item === 'string'),
  ...['audit:x', 'unknown:x', 'request:x', 'thread:x', 'appeal:x'],
  `unknown:${nobodys}`,
]
const waiting = (granted: string[], wanted: string) =>
  granted.includes(wanted) ? 'waits' : 'may not wait'

async function commandAll(
  { know, keys }: MatrixMarket,
  wire: Wire,
  comer: string,
): Promise<Came[]> {
  if (keys[comer]?.has('host') || keys[comer]?.has('officer')) return []
  const { id: room } = liveSession(know)
  const came: Came[] = []
  for (const type of Object.keys(commands).filter((item) => item !== 'arrive')) {
    // Everybody who may say something would; nothing can't be said.
    const body = { ...bodyFor(know), ...(type === 'say' ? { text: '' } : {}) }
    const answer = await wire.ask('command', { room, id: randomUUID(), type, body })
    came.push({ at: `commands ${type}`, what: answer.ok ? 'done' : answer.refusal.message })
  }
  return came
}

/** What any command may ask for; none of its ids is of anything but a round. */
const bodyFor = (know: MatrixMarket['know']) => ({
  ...{ text: '请注意', personId: randomUUID(), seq: 1, minutes: 5, amountFen: 100, rateBp: 300 },
  ...{ termMonths: 12, validUntil: '2030-12-31', guarantees: [] },
  ...{ threadId: randomUUID(), requestId: randomUUID() },
  roundId: know.all('round')[0]!.id,
})
