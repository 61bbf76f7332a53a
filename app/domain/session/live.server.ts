import { z } from 'zod'
import type { Db } from '#db'
import type { Actor } from '../actor.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { isSound } from '../text/sound.ts'
import type { Scope } from '../token/token.ts'
import {
  type Attendee,
  type AttendeeStatus,
  admit,
  revalidateAttendees,
  screenAttendee,
} from './admission.server.ts'
import { closeDueRounds } from './clock.server.ts'
import { type CommandAnswer, refused } from './command.server.ts'
import { createCommandQueue } from './command-queue.server.ts'
import type { DomainPorts } from './effects.server.ts'
import { readFacts, sessionOfHint } from './event-store.server.ts'
import {
  type Entry,
  type Guest,
  guestsOf,
  type HydratedRoom,
  hydrate,
  projectEntry,
  viewOf,
} from './hydrate.server.ts'
import { type Audience, viewFor } from './room/audience.ts'
import type { RoomView } from './room/view.ts'
import { createRooms } from './rooms.server.ts'
import { listenable } from './topics.server.ts'

/** Who stands at the other end of a connection: a person, or the screen of one session. */
export type Connector = Actor | { screenOf: string; token: string }

/** What somebody shows who opens a connection. */
export interface Credentials {
  cookie?: string | undefined
  authorization?: string | undefined
  /** What the client sends with its connection. */
  auth: unknown
}

/** How what was shown is turned into who comes. */
export interface Authenticators {
  byCookie(cookie: string | undefined): Promise<Actor | null>
  byToken(token: string): Promise<Actor | null>
}

/** The live sessions of one process: what routes ask and what the transport is handed. */
export interface Live {
  /** Puts a command into the session's log; resolves when it is committed, with its first answer if it was sent before. */
  append(
    sessionId: string,
    actor: Actor,
    command: { id: string; type: string; body: unknown },
  ): Promise<CommandAnswer>
  /** What this audience sees of the room now. */
  view(sessionId: string, audience: Audience): Promise<RoomView>
  /** Who has come in, for those who may come in themselves, and for hosts who was sent out. @throws {Refusal} when the door stays shut */
  guests(
    sessionId: string,
    actor: Actor,
  ): Promise<{ total: number; guests: Guest[]; removed: Guest[] }>
  /** Comes into the room; the first time, this checks in. @throws {Refusal} when the door stays shut */
  enter(sessionId: string, comer: Connector): Promise<Attendee>
  /**
   * Who opens a connection: the holder of a sign-in or a token, a big screen, or a visitor (`null`).
   * @throws {Refusal} `signed_out` for a token that opens nothing, `forbidden` for one that isn't for this
   */
  whoComes(find: Authenticators, shown: Credentials): Promise<Connector | null>
  /** What `createRealtime` is handed, besides `authenticate`. */
  ports: LivePorts
  /** Closes rounds at their time, on whatever node gets there first. */
  startClock(everyMs?: number): () => void
}

export interface LivePorts {
  keyOf(who: Connector): string | null
  mayJoin(
    who: Connector | null,
    room: string,
  ): Promise<{ audience: Audience; counted: boolean } | Refusal>
  mayListen(who: Connector | null, topics: readonly string[]): Promise<string[]>
  recheck(stays: readonly { who: Connector; room: string | null }[]): Promise<AttendeeStatus[]>
  head(room: string): Promise<number>
  readSince(room: string, seq: number): Promise<Entry[]>
  project(entry: Entry, audience: Audience): HydratedRoom | null
  snapshot(room: string, audience: Audience): Promise<{ seq: number; view: RoomView }>
  append(
    room: string,
    who: Connector,
    command: { id: string; type: string; body: unknown },
  ): Promise<CommandAnswer>
  roomOf(topic: string): string | null
  concerns(topic: string, who: Connector): boolean
}

export interface LiveOptions {
  db: Db
  /** What the log asks of other nouns. */
  nouns: DomainPorts
  /** Counts a claim before it is tried. @throws {Refusal} `too_many` */
  countClaim?: (personId: string) => Promise<void>
  onError?: (error: unknown) => void
}

const isScreen = (who: Connector): who is Extract<Connector, { screenOf: string }> =>
  'screenOf' in who

export function createLive({
  db,
  nouns,
  countClaim = async () => {},
  onError = () => {},
}: LiveOptions): Live {
  const rooms = createRooms(db)
  const appender = createCommandQueue(db, rooms, nouns)
  /** Who has been let in, by the connection's own actor: looked up once, watched by `recheck`. */
  const admitted = new WeakMap<Connector, Map<string, Attendee>>()

  async function attend(who: Connector, sessionId: string): Promise<Attendee> {
    if (isScreen(who)) return screenAttendee(db, sessionId, who)
    const attendee = await admit(db, who, sessionId)
    const known = admitted.get(who) ?? new Map()
    admitted.set(who, known.set(sessionId, attendee))
    return attendee
  }

  /** Lets somebody in; the first time, the log says that they came. */
  async function arriveAs(sessionId: string, who: Connector): Promise<Attendee> {
    const attendee = await attend(who, sessionId)
    const isNew = !isScreen(who) && !rooms.known(sessionId).state.people[who.personId]
    if (isNew) await appender.append(sessionId, attendee, arrival())
    return attendee
  }

  async function view(sessionId: string, audience: Audience): Promise<RoomView> {
    const { head, state } = await rooms.current(sessionId)
    return viewOf(db, sessionId, head, state, audience)
  }

  async function append(
    sessionId: string,
    actor: Connector,
    command: { id: string; type: string; body: unknown },
  ): Promise<CommandAnswer> {
    if (isScreen(actor)) throw refuse('forbidden', 'room_command_forbidden')
    const attendee = admitted.get(actor)?.get(sessionId) ?? (await attend(actor, sessionId))
    try {
      requireScope(actor, 'live:write')
      if (!isSound(command)) throw refuse('invalid', 'api.unsound')
      if (command.type === 'claim') await countClaim(actor.personId)
    } catch (error) {
      if (isRefusal(error)) return refused(error)
      throw error
    }
    return appender.append(sessionId, attendee, command)
  }

  const ports: LivePorts = {
    keyOf: (who) => (isScreen(who) ? null : who.personId),
    async mayJoin(who, room) {
      if (!who) return { refusal: 'signed_out', message: 'signed_out', params: {} }
      try {
        const attendee = await arriveAs(room, who)
        return { audience: attendee.audience, counted: !isScreen(who) }
      } catch (error) {
        if (!isRefusal(error)) throw error
        const { refusal, message, params } = error
        return { refusal, message, params }
      }
    },
    mayListen: (who, topics) =>
      listenable(db, who && isScreen(who) ? null : (who as Actor), topics),
    recheck: (stays) => revalidateAttendees(db, stays),
    head: async (room) => (await rooms.current(room)).head,
    async readSince(room, seq) {
      const facts = await readFacts(db, room, seq)
      await rooms.learn(room, facts)
      return hydrate(db, room, facts)
    },
    project: projectEntry,
    async snapshot(room, audience) {
      const whole = await view(room, audience)
      return { seq: whole.seq, view: whole }
    },
    append,
    roomOf: sessionOfHint,
    concerns: (topic, who) => !isScreen(who) && concerns(topic, who),
  }
  return {
    append,
    view,
    async guests(sessionId, actor) {
      const { audience } = await attend(actor, sessionId)
      const { state } = await rooms.current(sessionId)
      const { removed } = viewFor(state, audience)
      const { guests: out } = await guestsOf(db, sessionId, removed)
      return { ...(await guestsOf(db, sessionId, state.people)), removed: out }
    },
    enter: arriveAs,
    async whoComes(find, { cookie, authorization, auth }) {
      const screen = screenAuth.safeParse(auth)
      if (screen.success) return screen.data
      const token = tokenOf(authorization, auth)
      if (token === null) return find.byCookie(cookie)
      const actor = await find.byToken(token)
      if (!actor) throw refuse('signed_out', 'api.invalid_token')
      requireScope(actor, 'live:read')
      return actor
    },
    ports,
    startClock(everyMs = 1000) {
      const timer = setInterval(() => closeDueRounds(db, appender).catch(onError), everyMs)
      return () => clearInterval(timer)
    },
  }
}

const screenAuth = z.object({ screenOf: z.uuid(), token: z.string().min(1).max(100) })

const tokenAuth = z.object({ token: z.string().max(200) })

/** A program's token, from the header or the connection's own `auth`; null where none was shown. */
function tokenOf(authorization: string | undefined, auth: unknown): string | null {
  if (authorization !== undefined) return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
  const given = tokenAuth.safeParse(auth)
  return given.success ? given.data.token : null
}

function requireScope({ token }: Actor, scope: Scope): void {
  if (!token || token.scopes.includes(scope)) return
  throw refuse('forbidden', 'api.insufficient_scope', { params: { scope } })
}

const arrival = () => ({ id: crypto.randomUUID(), type: 'arrive', body: {} })

const concerns = (topic: string, who: Actor): boolean =>
  topic === `person:${who.personId}` ||
  who.memberOf.some((organizationId) => topic === `organization:${organizationId}`)
