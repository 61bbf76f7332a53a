/** The server face: rooms that follow their logs, topics that say "this changed". Only this folder knows Socket.IO. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Server as SocketServer } from 'socket.io'
import { createCounter, createKeyedBuckets, defaultBudget, opensConnection } from './budget.ts'
import { createConnections } from './connections.ts'
import { isOwnOrigin } from './origin.ts'
import { defaultIntervals, type LogEntry, type RealtimeOptions } from './ports.ts'
import { defaultPath, type RefusalMessage } from './protocol.ts'

export type {
  Admission,
  Intervals,
  LogEntry,
  MembershipStatus,
  NotificationBus,
  Ports,
  RealtimeOptions,
} from './ports.ts'
export {
  type CommandAnswer,
  defaultPath,
  type Frame,
  type JoinAnswer,
  protocolVersion,
  type RefusalMessage,
} from './protocol.ts'

export interface Realtime {
  /** How many connections this node holds. */
  connections(): number
  /** Ends all connections and stops following; the HTTP server stays as it is. */
  close(): Promise<void>
}

/** Serves rooms and topics on an HTTP server, beside whatever else it serves. */
export function createRealtime<Who, Entry extends LogEntry>(
  options: RealtimeOptions<Who, Entry>,
): Realtime {
  const onError = options.onError ?? (() => {})
  const budget = { ...defaultBudget, ...options.budget }
  const handshakes = createKeyedBuckets(budget.handshakes)
  const mayConnect = (request: IncomingMessage): boolean =>
    !opensConnection(request.url ?? '') || handshakes.tryTake(options.ports.networkOf(request), 1)
  const held = createCounter()
  const io = new SocketServer({
    path: options.path ?? defaultPath,
    addTrailingSlash: false,
    serveClient: false,
    transports: ['websocket', 'polling'],
    destroyUpgrade: options.destroyUpgrade ?? true,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    httpCompression: false,
    allowRequest: (request, answer) =>
      answer(null, isOwnOrigin(request, options.allowOrigin) && mayConnect(request)),
  })
  io.attach(options.server)
  const connections = createConnections({
    ports: options.ports,
    notifications: options.notifications,
    node: options.node ?? randomUUID(),
    intervals: { ...defaultIntervals, ...options.intervals },
    budget,
    onError,
  })
  io.use((socket, next) => {
    const network = options.ports.networkOf(socket.request)
    options.ports
      .authenticate(socket.request, socket.handshake.auth)
      .then((who) => {
        const person = who && options.ports.keyOf(who)
        const key = person ? `person ${person}` : `network ${network}`
        const most = person ? budget.connectionsPerPerson : budget.visitorsPerNetwork
        if (!held.enter(key, most)) throw tooManyConnections
        socket.once('disconnect', () => held.leave(key))
        socket.data.who = who
        socket.data.network = network
        // The request that opened the line has said all; kept, it would weigh as much as the line itself.
        ;(socket.conn as { request: unknown }).request = null
        next()
      })
      .catch((error: unknown) => {
        const refusal = asRefusal(error)
        if (!refusal) onError(error)
        next(
          toConnectError(refusal ?? { refusal: 'unavailable', message: 'unavailable', params: {} }),
        )
      })
  })
  io.on('connection', (socket) =>
    connections.enter(socket, socket.data.who as Who | null, socket.data.network as string),
  )
  return {
    connections: () => io.engine.clientsCount,
    async close() {
      connections.close()
      // Closes the connections only, so that clients turn to another node; `io.close()` would end the HTTP server too.
      io.engine.close()
    },
  }
}

/** More pages than anybody has open; the client asks again later. */
const tooManyConnections: RefusalMessage = {
  refusal: 'unavailable',
  message: 'too_many_connections',
  params: {},
}

/** What `authenticate` threw to turn somebody away; null for anything else. */
function asRefusal(error: unknown): RefusalMessage | null {
  if (typeof error !== 'object' || error === null || !('refusal' in error)) return null
  const { refusal, message, params } = error as RefusalMessage
  return { refusal, message, params }
}

/** As the client reads it: the packet's `message` is the code, its `data` the whole. */
const toConnectError = (data: RefusalMessage) => Object.assign(new Error(data.refusal), { data })
