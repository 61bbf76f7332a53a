import type { Socket } from 'socket.io'
import type { LogEntry, Ports } from './ports.ts'
import { type EncodedFrame, eventPacket, hasBackpressure, writeFrame } from './websocket-frame.ts'

/** One connection in one room. */
export interface Subscriber<Who = unknown> {
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
  awaitsCatchUpAck: boolean
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
interface LogSegment<Entry> {
  entries: readonly Kept<Entry>[]
  /** The keys whose holders get another form of some of it than everybody else. */
  restrictedAudienceKeys: ReadonlySet<string>
  /** The common form as others have been sent it already, by what they had before; null where none is needed. */
  packets: Map<number, EncodedFrame | null>
}

export interface Room<Who> {
  readonly id: string
  readonly head: number
  readonly seats: Set<Subscriber<Who>>
  /** Who is here on this node, and on how many seats. */
  readonly people: Map<string, number>
  presence: number
  /** The log may have grown. Resolves when what it held by then has been read. */
  follow(): Promise<void>
  /** Sends this seat what it lacks. */
  serve(subscriber: Subscriber<Who>, now: number): void
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
  const seats = new Set<Subscriber<Who>>()
  let kept: Kept<Entry>[] = []
  /** Up to the head, by where they begin. */
  let stretches = new Map<number, LogSegment<Entry>>()
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
  function after(seen: number): LogSegment<Entry> | null {
    const known = stretches.get(seen)
    if (known) return known
    const first = kept[0]
    if (!first || first.entry.seq > seen + 1) return null
    const entries = kept.slice(seen + 1 - first.entry.seq)
    const restrictedAudienceKeys = new Set(entries.flatMap(({ entry }) => entry.special))
    const stretch: LogSegment<Entry> = {
      entries,
      restrictedAudienceKeys: restrictedAudienceKeys,
      packets: new Map(),
    }
    stretches.set(seen, stretch)
    return stretch
  }

  /** What this seat is to be sent of it; null where nothing is for it. */
  function packetFor(
    subscriber: Subscriber<Who>,
    { entries, restrictedAudienceKeys: special, packets }: LogSegment<Entry>,
  ) {
    const pack = (events: string[]) =>
      events.length > 0 || subscriber.awaitsCatchUpAck
        ? framePacket(id, subscriber.sent, room.head, events)
        : null
    if (special.size > 0 && subscriber.audience.some((key) => special.has(key))) {
      return pack(encodeAll(entries.map(({ entry }) => ports.project(entry, subscriber.audience))))
    }
    const known = subscriber.awaitsCatchUpAck ? undefined : packets.get(subscriber.sent)
    if (known !== undefined) return known
    for (const one of entries) one.common ??= encode(ports.project(one.entry, []))
    const packet = pack(entries.flatMap(({ common }) => common || []))
    if (!subscriber.awaitsCatchUpAck) packets.set(subscriber.sent, packet)
    return packet
  }

  function tell(subscriber: Subscriber<Who>, packet: EncodedFrame | null, to: number): void {
    subscriber.seen = to
    if (!packet) return
    subscriber.sent = to
    subscriber.awaitsCatchUpAck = false
    writeFrame(subscriber.socket, packet)
  }

  async function catchUp(subscriber: Subscriber<Who>): Promise<void> {
    const entries = await ports.readSince(id, subscriber.seen)
    const last = entries.at(-1)
    if (!last || !seats.has(subscriber)) return
    const events = entries.map((entry) => ports.project(entry, subscriber.audience))
    tell(subscriber, framePacket(id, subscriber.sent, last.seq, encodeAll(events)), last.seq)
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
    serve(subscriber: Subscriber<Who>, now: number) {
      if (subscriber.catchingUp || hasBackpressure(subscriber.socket)) return
      tellPresence(subscriber, room, now)
      if (subscriber.seen >= room.head) return
      const stretch = after(subscriber.seen)
      subscriber.sentAt = now
      if (stretch) return tell(subscriber, packetFor(subscriber, stretch), room.head)
      subscriber.catchingUp = true
      void catchUp(subscriber)
        .catch(onError)
        .finally(() => {
          subscriber.catchingUp = false
        })
    },
  }
  return room
}

function tellPresence(
  subscriber: Subscriber,
  room: { id: string; presence: number },
  now: number,
): void {
  if (subscriber.presence === room.presence || now - subscriber.presenceAt < presenceEveryMs) return
  subscriber.presence = room.presence
  subscriber.presenceAt = now
  const message = { room: room.id, count: room.presence }
  writeFrame(subscriber.socket, eventPacket('presence', JSON.stringify(message)))
}

const framePacket = (room: string, sent: number, to: number, events: readonly string[]) =>
  eventPacket(
    'frame',
    `{"room":${JSON.stringify(room)},"from":${sent + 1},"to":${to},"events":[${events.join(',')}]}`,
  )

const encode = (event: unknown): string => (event === null ? '' : JSON.stringify(event))
const encodeAll = (events: readonly unknown[]) => events.flatMap((event) => encode(event) || [])
