import type { Writable } from 'node:stream'
import type { Socket } from 'socket.io'
import type { LogEntry, Ports } from './ports.ts'

/** One connection in one room. */
export interface Seat<Who = unknown> {
  socket: Socket
  who: Who | null
  room: string
  audience: readonly string[]
  counted: boolean
  /** The number up to which this client has been told. */
  sent: number
  /** The number up to which the log was looked through for it; what lies between was for others. */
  seen: number
  /** It came back lacking something, and waits to hear that it has all. */
  owed: boolean
  sentAt: number
  presence: number
  presenceAt: number
  catchingUp: boolean
}

interface Kept<Entry> {
  entry: Entry
  /** The common form on the wire, encoded once. */
  common?: string | null
}

export interface Room<Who> {
  readonly id: string
  readonly head: number
  readonly seats: Set<Seat<Who>>
  /** Who is here on this node, and on how many seats. */
  readonly people: Map<string, number>
  presence: number
  /** The log may have grown. Resolves when what it held by then has been read. */
  follow(): Promise<void>
  /** Sends this seat what it lacks. */
  serve(seat: Seat<Who>, now: number): void
}

/** Entries that are kept at hand; who lacks more is served from the log. */
const keptEntries = 4000
/** A client that has not taken this many packets gets the rest together later; of a websocket, its buffer tells. */
const patience = 4
const presenceEveryMs = 1000

/** Follows one room's log on this node and serves its seats. */
export function createRoom<Who, Entry extends LogEntry>(
  id: string,
  head: number,
  ports: Ports<Who, Entry>,
  onError: (error: unknown) => void,
): Room<Who> {
  const seats = new Set<Seat<Who>>()
  let kept: Kept<Entry>[] = []
  /** Frames up to the head that others have been sent already, by where they begin; null where none is needed. */
  let frames = new Map<number, Packet | null>()
  let reading: Promise<void> | null = null
  let again = false

  async function read(): Promise<void> {
    do {
      again = false
      const fresh = await ports.readSince(id, room.head)
      const last = fresh.at(-1)
      if (last) {
        kept = [...kept, ...fresh.map((entry): Kept<Entry> => ({ entry }))].slice(-keptEntries)
        room.head = last.seq
        frames = new Map()
        again = true
      }
    } while (again)
  }

  /** The entries after a number, or null when they are no longer at hand. */
  function after(seq: number): Kept<Entry>[] | null {
    const first = kept[0]
    if (seq >= room.head) return []
    if (!first || first.entry.seq > seq + 1) return null
    return kept.slice(seq + 1 - first.entry.seq)
  }

  /** What this seat is to be sent of these; null where nothing is for it. */
  function packetFor(seat: Seat<Who>, entries: readonly Kept<Entry>[], to: number): Packet | null {
    const pack = (events: string[]) =>
      events.length > 0 || seat.owed ? toPacket(frameText(id, seat.sent, to, events)) : null
    const own = entries.some(({ entry }) =>
      entry.special.some((key) => seat.audience.includes(key)),
    )
    if (own) return pack(encodeAll(entries.map(({ entry }) => ports.project(entry, seat.audience))))
    const known = seat.owed ? undefined : frames.get(seat.sent)
    if (known !== undefined) return known
    for (const one of entries) one.common ??= encode(ports.project(one.entry, []))
    const packet = pack(entries.flatMap(({ common }) => common || []))
    if (!seat.owed) frames.set(seat.sent, packet)
    return packet
  }

  function tell(seat: Seat<Who>, packet: Packet | null, to: number): void {
    seat.seen = to
    if (!packet) return
    seat.sent = to
    seat.owed = false
    write(seat.socket, packet)
  }

  async function catchUp(seat: Seat<Who>): Promise<void> {
    const entries = await ports.readSince(id, seat.seen)
    const last = entries.at(-1)
    if (!last || !seats.has(seat)) return
    const events = entries.map((entry) => ports.project(entry, seat.audience))
    tell(seat, toPacket(frameText(id, seat.sent, last.seq, encodeAll(events))), last.seq)
  }

  const room = {
    id,
    head,
    seats,
    people: new Map<string, number>(),
    presence: 0,
    follow() {
      again = true
      reading ??= read()
        .catch(onError)
        .finally(() => {
          reading = null
        })
      return reading
    },
    serve(seat: Seat<Who>, now: number) {
      if (seat.catchingUp || isSlow(seat.socket)) return
      tellPresence(seat, room, now)
      if (seat.seen >= room.head) return
      const entries = after(seat.seen)
      seat.sentAt = now
      if (entries) return tell(seat, packetFor(seat, entries, room.head), room.head)
      seat.catchingUp = true
      void catchUp(seat)
        .catch(onError)
        .finally(() => {
          seat.catchingUp = false
        })
    },
  }
  return room
}

function tellPresence(seat: Seat, room: { id: string; presence: number }, now: number): void {
  if (seat.presence === room.presence || now - seat.presenceAt < presenceEveryMs) return
  seat.presence = room.presence
  seat.presenceAt = now
  const message = { room: room.id, count: room.presence }
  write(seat.socket, toPacket(`2["presence",${JSON.stringify(message)}]`))
}

/** A Socket.IO event packet of the main namespace, encoded by hand so that it is done once for many. */
const frameText = (room: string, sent: number, to: number, events: readonly string[]) =>
  `2["frame",{"room":${JSON.stringify(room)},"from":${sent + 1},"to":${to},"events":[${events.join(',')}]}]`

const encode = (event: unknown): string => (event === null ? '' : JSON.stringify(event))
const encodeAll = (events: readonly unknown[]) => events.flatMap((event) => encode(event) || [])

/** A packet and, ready to be written to many websockets, its bytes there: a frame of text without a mask. */
interface Packet {
  text: string
  frame: Buffer
}

/** Engine.IO's mark of a message. */
const message = '4'

function toPacket(text: string): Packet {
  const body = Buffer.from(message + text)
  return { text, frame: Buffer.concat([frameHead(body.length), body]) }
}

/** RFC 6455 §5.2: the final fragment of a text, and its length. */
function frameHead(length: number): Buffer {
  const finalText = 0x81
  if (length < 126) return Buffer.from([finalText, length])
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = finalText
  if (length < 65_536) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return head
}

/** Of Engine.IO's connection and of the websocket under it, what a room needs. */
interface Line {
  write(packet: string): void
  writeBuffer: readonly unknown[]
  transport: { name: string; socket?: { readyState: number; _socket?: Writable | null } }
}
const lineOf = (socket: Socket) => socket.conn as unknown as Line
const isOpen = 1

/**
 * The websocket's own stream, where there is one. Frames go straight to it: what Engine.IO does for each packet of
 * each of ten thousand clients would take as long as the sending itself. Whole frames keep their order beside its own.
 */
function streamOf({ transport: { name, socket } }: Line): Writable | null {
  return name === 'websocket' && socket?.readyState === isOpen ? (socket._socket ?? null) : null
}

function write(socket: Socket, { text, frame }: Packet): void {
  if (!socket.connected) return
  const line = lineOf(socket)
  const stream = streamOf(line)
  if (stream) stream.write(frame)
  else line.write(text)
}

function isSlow(socket: Socket): boolean {
  const line = lineOf(socket)
  return streamOf(line)?.writableNeedDrain ?? line.writeBuffer.length >= patience
}
