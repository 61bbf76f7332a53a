/**
 * A crowd of sockets in a process of its own: it speaks just enough of the wire to join, to ask and to see how far each
 * frame goes, so that it costs the machine as little as can be. The parent tells it what to do.
 */
import { randomUUID } from 'node:crypto'
import { percentile } from '../frame.ts'
import { openWire, type Wire } from './wire.ts'

export interface CrowdOrders {
  connect: { url: string; room: string | null; since: number; tokens: string[]; atOnce: number }
  /** `rate` commands a second; or, with `pending`, as many as go with so many under way per speaker. */
  talk: { rate: number; seconds: number; speakers: number; pending: number }
  /** Only listens, to frames whose `from` is the time of their sending. */
  hear: { seconds: number }
}

export interface CrowdAnswers {
  connect: { joined: number }
  talk: {
    asked: number
    acked: number
    ack: Figures
    last: Figures
    missed: number
    perSecond: number
    /** Until the last screen had the last word. */
    seconds: number
  }
  hear: { frames: number; last: Figures }
}

interface Figures {
  p50: number
  p99: number
}

/** More events than any talk has. */
const mostEvents = 1 << 20

let room: string | null = null
/** Of each event since the talk began: when it was asked for, when it last arrived, and at how many. */
const asked = new Float64Array(mostEvents)
const arrived = new Float64Array(mostEvents)
const seen = new Uint32Array(mostEvents)
/** The number of the last event before the talk. */
let base = 0
let newest = 0
const waiting = new Map<number, { at: number; done: () => void }>()
const acks: number[] = []
let nextId = 1
let refused = 0
/** By time of sending: the time of the last arrival, for frames that only say when they were sent. */
const heard = new Map<number, number>()

/** How each frame of the room begins, up to its first number; and what stands before its second. */
let frameMark = Buffer.alloc(0)
const toMark = Buffer.from(',"to":')

class Client {
  readonly #wire: Wire
  last: number
  onJoined: () => void = () => {}
  #from = 0
  #to = 0

  constructor(port: number, token: string, since: number) {
    this.last = since
    this.#wire = openWire(port, token, this)
  }

  send(text: string): void {
    this.#wire.send(text)
  }

  begin(bytes: Buffer, start: number, end: number): void {
    if (!beginsWith(bytes, start, frameMark)) {
      this.#packet(bytes.toString('latin1', start, end))
      return
    }
    const from = start + frameMark.length
    this.#from = numberAt(bytes, from)
    const between = from + String(this.#from).length
    if (!beginsWith(bytes, between, toMark)) throw new Error('A frame of another form came.')
    this.#to = numberAt(bytes, between + toMark.length)
  }

  #packet(text: string): void {
    if (text.startsWith('43')) this.#answer(text)
    else if (text === '2') this.send('3')
    else if (text.startsWith('0')) this.send('40')
    else if (text.startsWith('40')) {
      if (room === null) this.onJoined()
      else this.send(`420["join",${JSON.stringify({ room, since: this.last })}]`)
    }
  }

  #answer(text: string): void {
    const id = Number(/^43(\d+)/.exec(text)?.[1])
    if (id === 0) {
      if (!text.includes('"ok":true')) console.error('A guest was turned away:', text)
      this.onJoined()
      return
    }
    const one = waiting.get(id)
    if (!one) return
    waiting.delete(id)
    const seq = Number(/"ok":true,"seq":(\d+)/.exec(text)?.[1] ?? 0)
    if (seq > base) {
      acks.push(performance.now() - one.at)
      asked[seq - base] = one.at
      newest = Math.max(newest, seq - base)
    } else if (refused++ < 3) console.error('A command was refused:', text)
    one.done()
  }

  /** The packet that began has come to its end. After a gap nothing more counts: it would have to join again. */
  whole(): void {
    const [from, to] = [this.#from, this.#to]
    if (to === 0) return
    this.#from = this.#to = 0
    if (room === null) {
      heard.set(from, Date.now())
      return
    }
    if (to <= this.last || from > this.last + 1) return
    const now = performance.now()
    for (let n = Math.max(this.last - base, 0) + 1; n <= to - base; n++) {
      arrived[n] = now
      seen[n]!++
    }
    this.last = to
  }
}

function beginsWith(bytes: Buffer, start: number, mark: Buffer): boolean {
  for (let n = 0; n < mark.length; n++) if (bytes[start + n] !== mark[n]) return false
  return true
}

function numberAt(bytes: Buffer, start: number): number {
  let value = 0
  for (let at = start; ; at++) {
    const digit = bytes[at]! - 0x30
    if (!(digit >= 0 && digit <= 9)) return value
    value = value * 10 + digit
  }
}

const clients: Client[] = []
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const figuresOf = (sample: number[]): Figures => ({
  p50: percentile(sample, 0.5),
  p99: percentile(sample, 0.99),
})

async function come(orders: CrowdOrders['connect']): Promise<CrowdAnswers['connect']> {
  room = orders.room
  frameMark = Buffer.from(`42["frame",{"room":${JSON.stringify(room ?? 'bare')},"from":`)
  const port = Number(new URL(orders.url).port)
  const tokens = orders.tokens.values()
  const lane = async () => {
    for (const token of tokens) {
      const client = new Client(port, token, orders.since)
      clients.push(client)
      await new Promise<void>((resolve) => {
        client.onJoined = resolve
      })
    }
  }
  await Promise.all(Array.from({ length: orders.atOnce }, lane))
  return { joined: clients.length }
}

/** A third of the time at the beginning is left out of the figures: programs warm up as halls do. */
async function talk({ rate, seconds, speakers, pending }: CrowdOrders['talk']) {
  for (const list of [asked, arrived, seen]) list.fill(0)
  acks.length = 0
  newest = 0
  base = Math.min(...clients.map(({ last }) => last))
  const started = performance.now()
  const until = started + seconds * 1000
  let sent = 0
  const speak = (client: Client) =>
    new Promise<void>((done) => {
      const id = nextId++
      sent++
      waiting.set(id, { at: performance.now(), done })
      const command = {
        room,
        id: randomUUID(),
        type: 'say',
        body: { text: '请问这笔资金最早什么时候用？' },
      }
      client.send(`42${id}["command",${JSON.stringify(command)}]`)
    })
  const speaking = clients.slice(0, speakers)
  if (pending > 0) {
    const busy = async (client: Client) => {
      while (performance.now() < until) await speak(client)
    }
    await Promise.all(
      speaking.flatMap((client) => Array.from({ length: pending }, () => busy(client))),
    )
  } else {
    while (performance.now() < until) {
      const due = Math.floor(((performance.now() - started) / 1000) * rate)
      while (sent < due) void speak(speaking[sent % speaking.length]!)
      await pause(1)
    }
  }
  const took = (performance.now() - started) / 1000
  for (let waits = 0; waiting.size > 0 && waits < 100; waits++) await pause(50)
  const numbers = Array.from({ length: newest }, (_, n) => n + 1).filter((n) => asked[n]! > 0)
  const countMissed = () => numbers.filter((n) => seen[n]! < clients.length).length
  for (let waits = 0; countMissed() > 0 && waits < 100; waits++) await pause(100)
  const warm = numbers.filter((n) => asked[n]! > started + (seconds * 1000) / 3)
  return {
    asked: sent,
    acked: acks.length,
    ack: figuresOf(acks.slice(Math.floor(acks.length / 3))),
    last: figuresOf(warm.map((n) => arrived[n]! - asked[n]!)),
    missed: countMissed(),
    perSecond: acks.length / took,
    seconds: (performance.now() - started) / 1000,
  }
}

async function hear({ seconds }: CrowdOrders['hear']): Promise<CrowdAnswers['hear']> {
  heard.clear()
  await pause(seconds * 1000)
  const all = [...heard].slice(Math.floor(heard.size / 3), -2)
  return { frames: heard.size, last: figuresOf(all.map(([sent, last]) => last - sent)) }
}

const work = { connect: come, talk, hear }
process.on('message', async ([name, orders]: [keyof CrowdOrders, never]) => {
  process.send?.(await work[name](orders))
})
process.on('disconnect', () => process.exit(0))
