import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import type { Actor } from '#app/domain/actor.ts'
import { makeOffer } from '#app/domain/offer/write/make.server.ts'
import type { DomainPorts } from '#app/domain/session/effects.server.ts'
import { type Connector, createLive, type Live } from '#app/domain/session/live.server.ts'
import type { RoomView, WireEvent } from '#app/domain/session/room/view.ts'
import {
  moveSessionByHost,
  registerForSession,
  scheduleSession,
} from '#app/domain/session/write.server.ts'
import { claimRequest } from '#app/domain/thread/write/claim.server.ts'
import { createVault } from '#app/domain/vault.server.ts'
import { createTokenAuthenticator } from '#app/http/authenticate.ts'
import { connect, type Database, type Db } from '#db'
import { createRealtime, type Intervals, type Realtime } from '#realtime'
import {
  type Live as Connection,
  connectLive,
  type RoomConnection,
  type RoomHandle,
} from '#realtime/client'
import type { Bureau, Person, World } from './people.ts'

export const makeWorld = (db: Db): World => ({
  db,
  vault: createVault(randomBytes(32).toString('base64')),
})

/** A published session that begins in an hour. */
export async function makeSession(
  { db }: World,
  bureau: Bureau,
  title = '银企对接会',
): Promise<string> {
  const host = bureau.host.actor
  const start = db.now().getTime() + 3_600_000
  const id = await scheduleSession(db, host, {
    type: 'financing',
    title,
    startsAt: new Date(start),
    endsAt: new Date(start + 7_200_000),
  })
  await moveSessionByHost(db, host, id, 'publish')
  return id
}

export const register = (world: World, person: Person, sessionId: string) =>
  registerForSession(world.db, person.actor, sessionId, { part: 'delegate' })

export const command = (type: string, body: unknown = {}) => ({ id: randomUUID(), type, body })

/** One web process: its own connections, its own rooms, its own sockets. */
export interface Node {
  live: Live
  database: Database
  realtime: Realtime
  http: Server
  url: string
  close(): Promise<void>
}

/** The sign-in's id stands for the cookie here; what turns a cookie into an actor is the frame's part. */
export async function startNode(
  appUrl: string,
  nouns: DomainPorts,
  intervals: Partial<Intervals> = {},
  { port = 0, onError }: { port?: number; onError?: (error: unknown) => void } = {},
): Promise<Node> {
  const database = connect({ url: appUrl, poolSize: 8 })
  const { db } = database
  const live = createLive({ db, nouns })
  const stopClock = live.startClock(200)
  const findHolder = createTokenAuthenticator(db, { SECOND_FACTOR: 'offered' })
  const http = createServer()
  const realtime = createRealtime<
    Connector,
    Awaited<ReturnType<Live['ports']['readSince']>>[number]
  >({
    server: http,
    notifications: db.notifications,
    intervals,
    ...(onError ? { onError } : {}),
    ports: {
      ...live.ports,
      networkOf: ({ socket }) => socket.remoteAddress ?? '',
      async authenticate(request, auth) {
        const findActor = async (cookie: string | undefined) => {
          const signIn = /sign_in=([0-9a-f-]+)/.exec(cookie ?? '')?.[1]
          return signIn ? findActorBySignIn(db, signIn, db.now()) : null
        }
        const { cookie, authorization } = request.headers
        const byToken = (token: string) => findHolder(token)
        return live.whoComes({ byCookie: findActor, byToken }, { cookie, authorization, auth })
      },
    },
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  return {
    live,
    database,
    realtime,
    http,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      stopClock()
      await realtime.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      await database.close()
    },
  }
}

/** Somebody at a browser: what they were sent, and what they have seen so far. */
export interface Guest {
  events: WireEvent[]
  snapshot: RoomView | null
  snapshots: number
  /** The number up to which it has been told everything. */
  told: number
  state: RoomConnection | null
  handle: RoomHandle
  connection: Connection
  /** Resolves when `holds` does; looks again at everything that arrives. */
  until(holds: (guest: Guest) => boolean): Promise<void>
  close(): void
}

export interface ComeOptions {
  transports?: ('websocket' | 'polling')[]
  since?: number | null
  auth?: Record<string, unknown>
}

export function comeIn(
  url: string,
  actor: Actor | null,
  room: string,
  { transports = ['websocket'], since = null, auth }: ComeOptions = {},
): Guest {
  const connection = connectLive({
    url,
    transports,
    extraHeaders: actor ? { cookie: `sign_in=${actor.signInId}` } : {},
    ...(auth ? { auth } : {}),
  })
  let waiting: { holds: (guest: Guest) => boolean; met: () => void }[] = []
  const look = () => {
    const met = waiting.filter((item) => item.holds(guest))
    waiting = waiting.filter((item) => !met.includes(item))
    for (const one of met) one.met()
  }
  const guest: Guest = {
    events: [],
    snapshot: null,
    snapshots: 0,
    told: since ?? 0,
    state: null,
    connection,
    handle: connection.room<WireEvent, RoomView>({
      room,
      since,
      onSnapshot: ({ view }) => {
        guest.snapshot = view
        guest.snapshots += 1
        guest.told = view.seq
        setImmediate(look)
      },
      onFrame: ({ events, to }) => {
        guest.events.push(...events)
        guest.told = to
        setImmediate(look)
      },
      onConnection: (state) => {
        guest.state = state
        setImmediate(look)
      },
    }),
    until: (holds) =>
      new Promise((met) => {
        waiting.push({ holds, met })
        look()
      }),
    close: () => connection.close(),
  }
  return guest
}

export const isLive = (guest: Guest): boolean => guest.state?.state === 'live'

/** The financing core's own verbs. */
export const nouns: DomainPorts = { claimRequest, makeOffer }
