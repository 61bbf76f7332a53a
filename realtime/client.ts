/** The browser face: one connection for a page, its rooms and its topics. Knows neither React nor what rooms hold. */
import { io, type Socket } from 'socket.io-client'
import { createPendingCommands } from './pending-commands.ts'
import {
  type CommandAnswer,
  defaultPath,
  type Frame,
  frameMessage,
  type JoinAnswer,
  presenceMessage,
  type RefusalMessage,
  refusalMessage,
  type StopReason,
  stoppedMessage,
  topicMessage,
} from './protocol.ts'

export type { CommandAnswer, Frame, RefusalMessage, StopReason } from './protocol.ts'

/** What the page says of its connection; it never claims more than is so. */
export interface RoomConnection {
  state: 'connecting' | 'live' | 'reconnecting' | 'stopped'
  /** After a reconnection: how many events were missed and have been made up for. */
  caughtUp: number | null
  /** Commands that are not acknowledged yet. */
  pending: number
  presence: number
  /** Why it stopped. */
  reason: StopReason | RefusalMessage | null
}

export interface RoomOptions<Event, Snapshot> {
  room: string
  /** The number of the last event of what the page holds already; null asks for a snapshot. */
  since: number | null
  onSnapshot?: (snapshot: { seq: number; view: Snapshot }) => void
  /** Events in order, without a gap as far as they are for this client. */
  onFrame: (frame: Frame<Event>) => void
  onConnection?: (connection: RoomConnection) => void
}

export interface RoomHandle {
  /** Resolves with the first answer to this command, however often it had to be sent. */
  send(type: string, body: unknown): Promise<CommandAnswer>
  /** The server's clock, in milliseconds since 1970. */
  now(): number
  close(): void
}

export interface Live {
  room<Event extends { seq: number }, Snapshot>(options: RoomOptions<Event, Snapshot>): RoomHandle
  /** Calls `changed` when what stands behind a topic may have changed, also after a lost connection. */
  listen(topics: readonly string[], changed: () => void): () => void
  close(): void
}

export interface LiveOptions {
  /** The page's own origin when absent. */
  url?: string
  path?: string
  auth?: Record<string, unknown>
  transports?: ('websocket' | 'polling')[]
  extraHeaders?: Record<string, string>
}

const answerWithinMs = 5000
const againAfterMs = 500

export function connectLive(options: LiveOptions = {}): Live {
  const settings = {
    path: options.path ?? defaultPath,
    addTrailingSlash: false,
    transports: options.transports ?? ['websocket', 'polling'],
    // Where websockets are blocked, the next transport is tried.
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 4000,
    withCredentials: true,
    forceNew: true,
    ...(options.auth ? { auth: options.auth } : {}),
    ...(options.extraHeaders ? { extraHeaders: options.extraHeaders } : {}),
  }
  const socket = options.url ? io(options.url, settings) : io(settings)
  let reconnectTimer: ReturnType<typeof setTimeout> | undefined
  // Whom the server turned away at the door Socket.IO does not bring there again.
  socket.on('connect_error', (error) => {
    if (socket.active || refusalOf(error) !== null) return
    clearTimeout(reconnectTimer)
    reconnectTimer = setTimeout(() => socket.connect(), againAfterMs * (1 + Math.random()))
  })
  return {
    room: (room) => openRoom(socket, room),
    listen: (topics, changed) => listen(socket, topics, changed),
    close() {
      clearTimeout(reconnectTimer)
      socket.disconnect()
    },
  }
}

/** Why the server does not let this client in at all; null where it is worth another try. */
function refusalOf(error: unknown): RefusalMessage | null {
  const parsed = refusalMessage.safeParse((error as { data?: unknown }).data)
  return parsed.success && parsed.data.refusal !== 'unavailable' ? parsed.data : null
}

function openRoom<Event extends { seq: number }, Snapshot>(
  socket: Socket,
  { room, since, onSnapshot, onFrame, onConnection }: RoomOptions<Event, Snapshot>,
): RoomHandle {
  let last = since
  let ahead = 0
  let closed = false
  /** While catching up: the number to reach, and what has come so far. */
  let missing: { until: number; count: number } | null = null
  let connection: RoomConnection = {
    state: 'connecting',
    caughtUp: null,
    pending: 0,
    presence: 0,
    reason: null,
  }
  const tell = (change: Partial<RoomConnection>) => {
    connection = { ...connection, ...change }
    onConnection?.(connection)
  }
  const pendingCommands = createPendingCommands(
    async (command) => {
      const message = { room, ...command }
      return (await socket.timeout(answerWithinMs).emitWithAck('command', message)) as CommandAnswer
    },
    (pending) => tell({ pending }),
  )

  async function join(): Promise<void> {
    if (closed) return
    const again = connection.state === 'reconnecting'
    const asked = { room, since: last }
    const answer: JoinAnswer<Snapshot> | null = await socket
      .timeout(answerWithinMs)
      .emitWithAck('join', asked)
      .catch(() => null)
    if (closed || !socket.connected) return
    if (!answer) return join()
    if (!answer.ok) return onConnectRejected(answer.refusal)
    ahead = answer.now - Date.now()
    if (answer.snapshot) {
      last = answer.snapshot.seq
      onSnapshot?.(answer.snapshot)
    }
    missing = again ? { until: answer.head, count: 0 } : null
    tell({ state: 'live', presence: answer.presence, reason: null })
    settle()
    pendingCommands.open()
  }

  function onConnectRejected(refusal: RefusalMessage): void {
    if (refusal.refusal === 'unavailable') {
      setTimeout(() => void join(), 2 * againAfterMs)
      return
    }
    tell({ state: 'stopped', reason: refusal })
    pendingCommands.stop(refusal)
  }

  function settle(): void {
    if (!missing || (last ?? 0) < missing.until) return
    tell({ caughtUp: missing.count })
    missing = null
  }

  function receive(message: unknown): void {
    const parsed = frameMessage.safeParse(message)
    if (!parsed.success || parsed.data.room !== room || last === null) return
    const frame = parsed.data as unknown as Frame<Event>
    if (frame.to <= last) return
    if (frame.from > last + 1) return void join()
    const events = frame.events.filter((event) => event.seq > (last as number))
    last = frame.to
    if (missing) {
      const { until } = missing
      missing.count += events.filter((event) => event.seq <= until).length
    }
    onFrame({ ...frame, events })
    settle()
  }

  const lost = () => {
    pendingCommands.hold()
    if (connection.state !== 'stopped') tell({ state: 'reconnecting', caughtUp: null })
  }
  const stopped = (message: unknown) => {
    const parsed = stoppedMessage.safeParse(message)
    if (!parsed.success || (parsed.data.room !== null && parsed.data.room !== room)) return
    const { reason } = parsed.data
    tell({ state: 'stopped', reason })
    pendingCommands.stop({ refusal: 'signed_out', message: 'signed_out', params: {} })
  }
  const present = (message: unknown) => {
    const parsed = presenceMessage.safeParse(message)
    if (parsed.success && parsed.data.room === room) tell({ presence: parsed.data.count })
  }
  const refusedAtDoor = (error: unknown) => {
    const refusal = refusalOf(error)
    if (refusal) onConnectRejected(refusal)
  }
  const connected = () => void join()
  const handlers: [string, (message: unknown) => void][] = [
    ['connect', connected],
    ['connect_error', refusedAtDoor],
    ['disconnect', lost],
    ['frame', receive],
    ['stopped', stopped],
    ['presence', present],
  ]
  for (const [name, handler] of handlers) socket.on(name, handler)
  if (socket.connected) connected()

  return {
    send: (type, body) => pendingCommands.send(type, body),
    now: () => Date.now() + ahead,
    close() {
      closed = true
      socket.emit('leave', { room })
      for (const [name, handler] of handlers) socket.off(name, handler)
      pendingCommands.stop({ refusal: 'unavailable', message: 'unavailable', params: {} })
    },
  }
}

function listen(socket: Socket, topics: readonly string[], changed: () => void): () => void {
  let before = false
  const ask = () => {
    socket.emit('listen', { topics }, () => {})
    if (before) changed()
    before = true
  }
  const hear = (message: unknown) => {
    const parsed = topicMessage.safeParse(message)
    if (parsed.success && topics.includes(parsed.data.topic)) changed()
  }
  socket.on('connect', ask)
  socket.on('topic', hear)
  if (socket.connected) ask()
  return () => {
    socket.emit('unlisten', { topics })
    socket.off('connect', ask)
    socket.off('topic', hear)
  }
}
