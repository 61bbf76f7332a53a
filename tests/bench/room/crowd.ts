/**
 * A crowd of sockets in a process of its own: it speaks just enough of the wire to join, to ask and to see how far each
 * frame goes, so that it costs the machine as little as can be. The parent tells it what to do.
 */
import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { percentile } from '../frame.ts'

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

const peekBytes = 200
let room: string | null = null
/** By number of the event: when it was asked for, when it last arrived, and at how many. */
const asked: number[] = []
const arrived: number[] = []
const seen: number[] = []
const waiting = new Map<number, { at: number; done: () => void }>()
const acks: number[] = []
let nextId = 1
let refused = 0
/** By time of sending: the time of the last arrival, for frames that only say when they were sent. */
const heard = new Map<number, number>()

class Client {
  readonly socket: Socket
  last: number
  onJoined: () => void = () => {}
  #rest: Buffer | null = null
  #skip = 0
  #frame: { from: number; to: number } | null = null
  #open = false

  constructor(port: number, token: string, since: number) {
    this.last = since
    this.socket = connect(port, '127.0.0.1')
    this.socket.setNoDelay(true)
    this.socket.on('error', () => {})
    this.socket.on('data', (chunk) => this.#take(chunk))
    this.socket.write(
      `GET /realtime?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bGlhbnFpYW8gYmVuY2ggIQ==\r\nCookie: lianqiao=${token}\r\n\r\n`,
    )
  }

  /** A frame of text; the mask is zero, so the bytes stand as they are. */
  send(text: string): void {
    const body = Buffer.from(text)
    const head = body.length < 126 ? Buffer.alloc(6) : Buffer.alloc(8)
    head[0] = 0x81
    if (body.length < 126) head[1] = 0x80 | body.length
    else {
      head[1] = 0x80 | 126
      head.writeUInt16BE(body.length, 2)
    }
    this.socket.write(Buffer.concat([head, body]))
  }

  #take(chunk: Buffer): void {
    let bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#rest = null
    if (!this.#open) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) {
        this.#rest = bytes
        return
      }
      this.#open = true
      bytes = bytes.subarray(end + 4)
    }
    let at = 0
    while (at < bytes.length) {
      if (this.#skip > 0) {
        const taken = Math.min(this.#skip, bytes.length - at)
        this.#skip -= taken
        at += taken
        if (this.#skip === 0) this.#whole()
        continue
      }
      const head = headOf(bytes, at)
      const peek = head && Math.min(head.size, peekBytes)
      if (!head || peek === null || bytes.length - at - head.length < peek) {
        this.#rest = bytes.subarray(at)
        return
      }
      const start = at + head.length
      this.#packet(bytes.toString('latin1', start, start + peek))
      at = start
      this.#skip = head.size
      if (head.size === 0) this.#whole()
    }
  }

  #packet(text: string): void {
    if (text.startsWith('42["frame"')) {
      const found = /"from":(\d+),"to":(\d+)/.exec(text)
      if (found) this.#frame = { from: Number(found[1]), to: Number(found[2]) }
    } else if (text.startsWith('43')) this.#answer(text)
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
    if (seq > 0) {
      acks.push(performance.now() - one.at)
      asked[seq] = one.at
    } else if (refused++ < 3) console.error('A command was refused:', text)
    one.done()
  }

  /** The frame that began has come to its end. */
  #whole(): void {
    const frame = this.#frame
    if (!frame) return
    this.#frame = null
    if (room === null) {
      heard.set(frame.from, Date.now())
      return
    }
    const now = performance.now()
    for (let seq = this.last + 1; seq <= frame.to; seq++) {
      arrived[seq] = now
      seen[seq] = (seen[seq] ?? 0) + 1
    }
    this.last = Math.max(this.last, frame.to)
  }
}

function headOf(bytes: Buffer, at: number): { length: number; size: number } | null {
  const left = bytes.length - at
  if (left < 2) return null
  const short = bytes[at + 1]! & 0x7f
  if (short < 126) return { length: 2, size: short }
  if (short === 126) return left < 4 ? null : { length: 4, size: bytes.readUInt16BE(at + 2) }
  return left < 10 ? null : { length: 10, size: Number(bytes.readBigUInt64BE(at + 2)) }
}

const clients: Client[] = []
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const figuresOf = (sample: number[]): Figures => ({
  p50: percentile(sample, 0.5),
  p99: percentile(sample, 0.99),
})

async function come(orders: CrowdOrders['connect']): Promise<CrowdAnswers['connect']> {
  room = orders.room
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
  for (const list of [asked, arrived, seen, acks]) list.length = 0
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
  const numbers = Object.keys(asked).map(Number)
  const countMissed = () => numbers.filter((seq) => (seen[seq] ?? 0) < clients.length).length
  for (let waits = 0; countMissed() > 0 && waits < 100; waits++) await pause(100)
  const warm = numbers.filter((seq) => asked[seq]! > started + (seconds * 1000) / 3)
  return {
    asked: sent,
    acked: acks.length,
    ack: figuresOf(acks.slice(Math.floor(acks.length / 3))),
    last: figuresOf(warm.map((seq) => (arrived[seq] ?? Number.POSITIVE_INFINITY) - asked[seq]!)),
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
