import type { IncomingMessage, Server } from 'node:http'
import type { RealtimeBudget } from './budget.ts'
import type { CommandAnswer, RefusalMessage } from './protocol.ts'

/** One event of a room's log, as the transport sees it. */
export interface LogEntry {
  seq: number
  /** The keys whose holders get another form than everybody else. */
  special: readonly string[]
}

export interface Admission {
  /** The keys that this person holds in this room. */
  audience: readonly string[]
  /** Counts as present; a big screen does not. */
  counted: boolean
}

/** `changed`: may be here, but with other rights than when the connection opened. */
export type MembershipStatus = 'stays' | 'changed' | 'left' | 'signed_out'

/** All that the transport does not know: who people are, what they may, what rooms hold. */
export interface Ports<Who, Entry extends LogEntry> {
  /** Who opens a connection; null is a visitor. `auth` is what the client sent with it, unchecked. */
  authenticate(request: IncomingMessage, auth: unknown): Promise<Who | null>
  /** The network that a connection comes from, by which visitors are counted. */
  networkOf(request: IncomingMessage): string
  /** One person, on however many connections; null for a screen. */
  keyOf(who: Who): string | null
  mayJoin(who: Who | null, room: string): Promise<Admission | RefusalMessage>
  /** Which of these topics this person may wait for. */
  mayListen(who: Who | null, topics: readonly string[]): Promise<string[]>
  /** Which of these may no longer be where they are; asked for many at once, about once a second. */
  recheck(stays: readonly { who: Who; room: string | null }[]): Promise<MembershipStatus[]>
  head(room: string): Promise<number>
  /** The entries after a number, in order, without a gap; at most some thousand, and all where they are fewer than 1,000. */
  readSince(room: string, seq: number): Promise<Entry[]>
  /** What goes onto the wire for this audience; null where it may not see the entry. */
  project(entry: Entry, audience: readonly string[]): unknown
  snapshot(room: string, audience: readonly string[]): Promise<{ seq: number; view: unknown }>
  append(
    room: string,
    who: Who,
    command: { id: string; type: string; body: unknown },
  ): Promise<CommandAnswer>
  /** The room whose log a notification speaks of. */
  roomOf(topic: string): string | null
  /** Whether a notification may have changed what this person may do. */
  concerns(topic: string, who: Who): boolean
}

export interface NotificationBus {
  send(topics: readonly string[]): void
  /** @param missed called when notifications may have been missed for a while */
  subscribe(onTopic: (topic: string) => void, missed?: () => void): () => void
}

export interface RealtimeOptions<Who, Entry extends LogEntry> {
  server: Server
  ports: Ports<Who, Entry>
  notifications: NotificationBus
  path?: string
  /** Names this node in presence counts. */
  node?: string
  /** False where something else on this server takes upgrades too (hot reload). */
  destroyUpgrade?: boolean
  /** Whether a connection from this origin is ours; by default its host must be the one asked for. */
  allowOrigin?: (origin: string, request: IncomingMessage) => boolean
  onError?: (error: unknown) => void
  /** Milliseconds; tests shorten them. */
  intervals?: Partial<Intervals>
  /** What connections may ask for. */
  budget?: Partial<RealtimeBudget>
}

export interface Intervals {
  /** Between two frames to one client. */
  frame: number
  /** Between two looks at the log, for a notification that was lost. */
  poll: number
  /** Between two sweeps through people's rights to be here, for a notification that was lost. */
  recheck: number
  /** Between two presence reports of a node. */
  presence: number
}

export const defaultIntervals: Intervals = { frame: 250, poll: 1000, recheck: 750, presence: 5000 }
