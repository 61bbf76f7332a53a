import type { Socket } from 'socket.io'
import type { LogEntry, Ports } from './ports.ts'

/** One connection in one room. */
export interface Seat<Who = unknown> {
  socket: Socket
  who: Who | null
  room: string
  audience: readonly string[]
  counted: boolean
  /** The number up to which this client has been served. */
  sent: number
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
  presence: number
  /** The log may have grown. Resolves when what it held by then has been read. */
  follow(): Promise<void>
  /** Sends this seat what it lacks. */
  serve(seat: Seat<Who>, now: number): void
}

/** Entries that are kept at hand; who lacks more is served from the log. */
const keptEntries = 4000
/** A client that has not taken this many packets gets the rest together later. */
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
  let frame: { key: string; text: string } = { key: '', text: '' }
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

  function textFor(seat: Seat<Who>, entries: readonly Kept<Entry>[], to: number): string {
    const own = entries.some(({ entry }) =>
      entry.special.some((key) => seat.audience.includes(key)),
    )
    if (own) {
      const events = entries.map(({ entry }) => ports.project(entry, seat.audience))
      return frameText(id, seat.sent, to, encodeAll(events))
    }
    const key = `${seat.sent}:${to}`
    if (frame.key !== key) {
      for (const one of entries) one.common ??= encode(ports.project(one.entry, []))
      const events = entries.flatMap(({ common }) => common || [])
      frame = { key, text: frameText(id, seat.sent, to, events) }
    }
    return frame.text
  }

  async function catchUp(seat: Seat<Who>): Promise<void> {
    const entries = await ports.readSince(id, seat.sent)
    const last = entries.at(-1)
    if (!last || !seats.has(seat)) return
    const events = entries.map((entry) => ports.project(entry, seat.audience))
    write(seat.socket, frameText(id, seat.sent, last.seq, encodeAll(events)))
    seat.sent = last.seq
  }

  const room = {
    id,
    head,
    seats,
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
      if (seat.sent >= room.head) return
      const entries = after(seat.sent)
      seat.sentAt = now
      if (entries) {
        const text = textFor(seat, entries, room.head)
        seat.sent = room.head
        return write(seat.socket, text)
      }
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
  write(seat.socket, `2["presence",${JSON.stringify({ room: room.id, count: room.presence })}]`)
}

/** A Socket.IO event packet of the main namespace, encoded by hand so that it is done once for many. */
const frameText = (room: string, sent: number, to: number, events: readonly string[]) =>
  `2["frame",{"room":${JSON.stringify(room)},"from":${sent + 1},"to":${to},"events":[${events.join(',')}]}]`

const encode = (event: unknown): string => (event === null ? '' : JSON.stringify(event))
const encodeAll = (events: readonly unknown[]) => events.flatMap((event) => encode(event) || [])

interface Engine {
  write(packet: string): void
  writeBuffer: readonly unknown[]
}
const engineOf = (socket: Socket) => socket.conn as unknown as Engine

function write(socket: Socket, packet: string): void {
  if (socket.connected) engineOf(socket).write(packet)
}

const isSlow = (socket: Socket): boolean => engineOf(socket).writeBuffer.length >= patience
