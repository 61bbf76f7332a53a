import type { Socket } from 'socket.io'
import { eventPacket, isSlow, type Packet, write } from './packet.ts'
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

/** What lies between a number and the head. */
interface Stretch<Entry> {
  entries: readonly Kept<Entry>[]
  /** The keys whose holders get another form of some of it than everybody else. */
  special: ReadonlySet<string>
  /** The common form as others have been sent it already, by what they had before; null where none is needed. */
  packets: Map<number, Packet | null>
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
const presenceEveryMs = 1000
/** Fewer entries than this in one reading are all that there were. */
const surelyAll = 1000

/** Follows one room's log on this node and serves its seats. */
export function createRoom<Who, Entry extends LogEntry>(
  id: string,
  head: number,
  ports: Ports<Who, Entry>,
  onError: (error: unknown) => void,
): Room<Who> {
  const seats = new Set<Seat<Who>>()
  let kept: Kept<Entry>[] = []
  /** Up to the head, by where they begin. */
  let stretches = new Map<number, Stretch<Entry>>()
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
        stretches = new Map()
        again ||= fresh.length >= surelyAll
      }
    } while (again)
  }

  /** What lies between a number and the head; null when it is no longer at hand. */
  function after(seen: number): Stretch<Entry> | null {
    const known = stretches.get(seen)
    if (known) return known
    const first = kept[0]
    if (!first || first.entry.seq > seen + 1) return null
    const entries = kept.slice(seen + 1 - first.entry.seq)
    const special = new Set(entries.flatMap(({ entry }) => entry.special))
    const stretch: Stretch<Entry> = { entries, special, packets: new Map() }
    stretches.set(seen, stretch)
    return stretch
  }

  /** What this seat is to be sent of it; null where nothing is for it. */
  function packetFor(seat: Seat<Who>, { entries, special, packets }: Stretch<Entry>) {
    const pack = (events: string[]) =>
      events.length > 0 || seat.owed ? framePacket(id, seat.sent, room.head, events) : null
    if (special.size > 0 && seat.audience.some((key) => special.has(key))) {
      return pack(encodeAll(entries.map(({ entry }) => ports.project(entry, seat.audience))))
    }
    const known = seat.owed ? undefined : packets.get(seat.sent)
    if (known !== undefined) return known
    for (const one of entries) one.common ??= encode(ports.project(one.entry, []))
    const packet = pack(entries.flatMap(({ common }) => common || []))
    if (!seat.owed) packets.set(seat.sent, packet)
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
    tell(seat, framePacket(id, seat.sent, last.seq, encodeAll(events)), last.seq)
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
      const stretch = after(seat.seen)
      seat.sentAt = now
      if (stretch) return tell(seat, packetFor(seat, stretch), room.head)
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
  write(seat.socket, eventPacket('presence', JSON.stringify(message)))
}

const framePacket = (room: string, sent: number, to: number, events: readonly string[]) =>
  eventPacket(
    'frame',
    `{"room":${JSON.stringify(room)},"from":${sent + 1},"to":${to},"events":[${events.join(',')}]}`,
  )

const encode = (event: unknown): string => (event === null ? '' : JSON.stringify(event))
const encodeAll = (events: readonly unknown[]) => events.flatMap((event) => encode(event) || [])
