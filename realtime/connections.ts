import type { Socket } from 'socket.io'
import {
  createKeyedBuckets,
  createTokenBucket,
  type RealtimeBudget,
  type TokenBucket,
} from './budget.ts'
import type { Intervals, LogEntry, NotificationBus, Ports } from './ports.ts'
import { createPresence } from './presence.ts'
import {
  type CommandAnswer,
  commandMessage,
  type JoinAnswer,
  joinMessage,
  type ListenAnswer,
  leaveMessage,
  listenMessage,
  protocolVersion,
  type RefusalMessage,
  type Refused,
  type StopReason,
} from './protocol.ts'
import { createRoom, type Room, type Subscriber } from './room.ts'
import { createSerialQueue, type SerialQueue } from './serial-queue.ts'
import { createStaggeredScheduler } from './staggered-scheduler.ts'
import { createTopics } from './topics.ts'

interface Setup<Who, Entry extends LogEntry> {
  ports: Ports<Who, Entry>
  notifications: NotificationBus
  node: string
  intervals: Intervals
  budget: RealtimeBudget
  onError: (error: unknown) => void
}

interface Connection<Who> {
  socket: Socket
  who: Who | null
  /** Where it comes from; by it visitors are counted together. */
  network: string
  seats: Map<string, Subscriber<Who>>
  /** Commands that wait for their answer. */
  pending: number
  /** Joins and lists of topics, one after the other. */
  reads: SerialQueue
  readRate: TokenBucket
  commandRate: TokenBucket
}

export interface Connections<Who> {
  enter(socket: Socket, who: Who | null, network: string): void
  close(): void
}

/** Who comes back lacking more than this gets a snapshot. */
const longestTail = 2000
/** Rooms up to this size are served at once; larger ones in turns alone. */
const smallRoom = 40
/** A large room reads its log so many times at most between two frames of a client. */
const gatherings = 16
/** How many rights are looked at in one round's time: all of a usual node's; the thousands of a full hall in a few rounds. */
const mostPerRound = 1500
/** A round goes in so many small steps: looked at in one go, the rights of a hall would hold up everything else. */
const stepsPerRound = 6

export function createConnections<Who, Entry extends LogEntry>(
  setup: Setup<Who, Entry>,
): Connections<Who> {
  const { ports, notifications, intervals, budget, onError } = setup
  const personReads = createKeyedBuckets(budget.personReads)
  const visitorReads = createKeyedBuckets(budget.visitorReads)
  const visitorMessages = createKeyedBuckets(budget.visitorMessages)
  const all = new Set<Connection<Who>>()
  const rooms = new Map<string, Promise<Room<Who>>>()
  const scheduler = createStaggeredScheduler<Subscriber<Who>>(intervals.frame, (subscriber, now) =>
    seatRoom(subscriber)?.serve(subscriber, now),
  )
  const topics = createTopics()
  const open = new Map<string, Room<Who>>()
  /** Large rooms that are about to read. */
  const soon = new Set<Room<Who>>()
  const presence = createPresence(setup.node, notifications, intervals.presence * 3, (id) => {
    const room = open.get(id)
    if (room) room.presence = presence.total(id)
  })
  const seatRoom = (subscriber: Subscriber<Who>) => open.get(subscriber.room)

  function getRoom(id: string): Promise<Room<Who>> {
    const known = rooms.get(id)
    if (known) return known
    const opening = ports.head(id).then((head) => {
      const room = createRoom(id, head, ports, onError)
      room.presence = presence.total(id)
      open.set(id, room)
      return room
    })
    rooms.set(id, opening)
    opening.catch(() => rooms.delete(id))
    return opening
  }

  /** Reads what is new: at once in a small room; in a large one, whose clients wait their turn anyhow, some at a time. */
  async function scheduleRead(room: Room<Who>): Promise<void> {
    if (room.seats.size > smallRoom) {
      if (soon.has(room)) return
      soon.add(room)
      await new Promise((resolve) => setTimeout(resolve, intervals.frame / gatherings))
      soon.delete(room)
      return room.follow()
    }
    await room.follow()
    const now = Date.now()
    for (const subscriber of room.seats)
      if (now - subscriber.sentAt >= intervals.frame) room.serve(subscriber, now)
  }

  /** Counts a seat in or out; somebody on two connections is there once. */
  function count(room: Room<Who>, { who, counted }: Subscriber<Who>, change: 1 | -1): void {
    if (!who || !counted) return
    const key = ports.keyOf(who)
    if (key === null) return
    const seats = (room.people.get(key) ?? 0) + change
    if (seats > 0) room.people.set(key, seats)
    else room.people.delete(key)
    presence.set(room.id, room.people.size)
  }

  function leave(connection: Connection<Who>, id: string): void {
    const subscriber = connection.seats.get(id)
    const room = open.get(id)
    if (!subscriber || !room) return
    connection.seats.delete(id)
    room.seats.delete(subscriber)
    scheduler.remove(subscriber)
    count(room, subscriber, -1)
    if (room.seats.size > 0) return
    open.delete(id)
    rooms.delete(id)
  }

  async function join(
    connection: Connection<Who>,
    { room: id, since }: { room: string; since: number | null },
  ): Promise<JoinAnswer> {
    const admission = await ports.mayJoin(connection.who, id)
    if ('refusal' in admission) return { ok: false, refusal: admission }
    const { audience, counted } = admission
    let room = await getRoom(id)
    await room.follow()
    const behind = since === null || since > room.head || room.head - since > longestTail
    const snapshot = behind ? await ports.snapshot(id, audience) : undefined
    if (!connection.socket.connected) return { ok: false, refusal: unavailable }
    leave(connection, id)
    do room = await getRoom(id)
    while (open.get(id) !== room)
    const sent = snapshot?.seq ?? since ?? 0
    const { socket, who } = connection
    const subscriber: Subscriber<Who> = {
      socket,
      who,
      room: id,
      audience,
      counted,
      sent,
      seen: sent,
      awaitsCatchUpAck: sent < room.head,
      sentAt: 0,
      presence: -1,
      presenceAt: 0,
      catchingUp: false,
    }
    connection.seats.set(id, subscriber)
    room.seats.add(subscriber)
    scheduler.add(subscriber)
    count(room, subscriber, 1)
    return {
      ok: true,
      version: protocolVersion,
      room: id,
      head: Math.max(room.head, sent),
      now: Date.now(),
      presence: room.presence,
      ...(snapshot ? { snapshot } : {}),
    }
  }

  async function command(connection: Connection<Who>, message: unknown): Promise<CommandAnswer> {
    const { room: id, ...asked } = commandMessage.parse(message)
    const subscriber = connection.seats.get(id)
    if (!subscriber || subscriber.who === null) return refused('forbidden', 'room_not_joined')
    if (connection.pending >= budget.pendingCommands) return refused('too_many', 'room_too_fast')
    connection.pending++
    try {
      const delayMs = connection.commandRate.take(1)
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
      const answer = await ports.append(id, subscriber.who, asked)
      const room = open.get(id)
      if (answer.ok && room) void scheduleRead(room)
      return answer
    } finally {
      connection.pending--
    }
  }

  function stop(connection: Connection<Who>, room: string | null, reason: StopReason): void {
    const { socket } = connection
    socket.emit('stopped', { room, reason })
    if (room) {
      leave(connection, room)
      return
    }
    for (const id of [...connection.seats.keys()]) leave(connection, id)
    topics.drop(socket)
    socket.disconnect(true)
  }

  /** Looks again at the rights of these; who lost them stops seeing at once. */
  async function recheck(some: Iterable<Connection<Who>>): Promise<void> {
    const stays = [...some].flatMap((connection) => {
      const { who } = connection
      if (who === null) return []
      // A screen has no rights but in its room; until it has come in there is nothing to look at.
      const elsewhere = ports.keyOf(who) === null ? [] : [null]
      const in_ = connection.seats.size > 0 ? [...connection.seats.keys()] : elsewhere
      return in_.map((room) => ({ connection, who, room }))
    })
    if (stays.length === 0) return
    const verdicts = await ports.recheck(stays.map(({ who, room }) => ({ who, room })))
    verdicts.forEach((verdict, index) => {
      const stay = stays[index]
      if (!stay || verdict === 'stays' || !all.has(stay.connection)) return
      // Whose rights changed comes in again by itself, as who they are now.
      if (verdict === 'changed') stay.connection.socket.conn.close()
      else stop(stay.connection, verdict === 'left' ? stay.room : null, verdict)
    })
  }

  function onNotification(topic: string): void {
    if (presence.hear(topic)) return
    const id = ports.roomOf(topic)
    if (id !== null) {
      const room = open.get(id)
      if (room) void scheduleRead(room)
      return
    }
    topics.tell(topic)
    const concerned = [...all].filter(({ who }) => who !== null && ports.concerns(topic, who))
    if (concerned.length > 0) recheck(concerned).catch(onError)
  }

  /** Through all connections again and again, a step at a time; who comes to the end early waits for the next round. */
  let step = 0
  let way: Iterator<Connection<Who>> | null = null
  function nextToSweep(): Connection<Who>[] {
    if (step++ % stepsPerRound === 0) way ??= all.values()
    const some: Connection<Who>[] = []
    while (way && some.length < mostPerRound / stepsPerRound) {
      const { value, done } = way.next()
      if (done) way = null
      else some.push(value)
    }
    return some
  }

  // What was missed while the link was down may have been a change, or a right that ended: all are told and looked at.
  const stopListening = notifications.subscribe(onNotification, () => {
    topics.tellAll()
    recheck(all).catch(onError)
  })
  const polling = setInterval(() => {
    for (const room of open.values()) void scheduleRead(room)
  }, intervals.poll)
  let rechecking = false
  const rechecks = setInterval(() => {
    const some = rechecking ? [] : nextToSweep()
    if (some.length === 0) return
    rechecking = true
    recheck(some)
      .catch(onError)
      .finally(() => {
        rechecking = false
      })
  }, intervals.recheck / stepsPerRound)
  const reports = setInterval(() => presence.report(), intervals.presence)

  /** Reads for a connection when its turn comes: one at a time, at the pace of its budget and its person's, or its network's where nobody has signed in. */
  async function inTurn<T>(
    { who, network, reads, readRate }: Connection<Who>,
    cost: number,
    work: () => Promise<T>,
  ): Promise<T | Refused> {
    const person = who && ports.keyOf(who)
    const forPerson = person ? personReads.take(person, cost) : 0
    const forNetwork = who === null ? visitorReads.take(network, cost) : 0
    const turn = reads.run(work, Math.max(readRate.take(cost), forPerson, forNetwork))
    return turn ?? refused('too_many', 'room_too_fast')
  }

  /** Answers a message; what fails is told as unavailable, and the client asks again. */
  function answers<T>(work: (message: unknown) => Promise<T | Refused>) {
    return (message: unknown, answer: unknown) => {
      const reply = typeof answer === 'function' ? (answer as (value: unknown) => void) : () => {}
      work(message).then(reply, (error) => {
        const malformed = (error as { name?: string }).name === 'ZodError'
        if (!malformed) onError(error)
        reply({ ok: false, refusal: malformed ? badMessage : unavailable } satisfies Refused)
      })
    }
  }

  return {
    enter(socket, who, network) {
      const connection: Connection<Who> = {
        socket,
        who,
        network,
        seats: new Map(),
        pending: 0,
        reads: createSerialQueue(budget.waiting),
        readRate: createTokenBucket(budget.reads),
        commandRate: createTokenBucket(budget.commands),
      }
      const messages = createTokenBucket(budget.messages)
      all.add(connection)
      // Nobody's page sends so much; what is parsed is work already.
      socket.use((_, next) => {
        const tooMany = messages.take(1) > 0
        const tooManyOfNetwork = who === null && !visitorMessages.tryTake(network, 1)
        if (tooMany || tooManyOfNetwork) socket.disconnect(true)
        else next()
      })
      socket.on(
        'join',
        answers(async (message) => {
          const asked = joinMessage.parse(message)
          const isNew = !connection.seats.has(asked.room)
          if (isNew && connection.seats.size >= budget.roomsPerConnection) {
            return refused('too_many', 'room_too_many')
          }
          return inTurn(connection, 1, () => join(connection, asked))
        }),
      )
      socket.on('leave', (message) => {
        const parsed = leaveMessage.safeParse(message)
        if (parsed.success) leave(connection, parsed.data.room)
      })
      socket.on(
        'command',
        answers((message) => command(connection, message)),
      )
      socket.on(
        'listen',
        answers(async (message): Promise<ListenAnswer | Refused> => {
          const asked = [...new Set(listenMessage.parse(message).topics)]
          return inTurn(connection, asked.length, async () => {
            const granted = await ports.mayListen(who, asked)
            return { ok: true, topics: socket.connected ? topics.listen(socket, granted) : [] }
          })
        }),
      )
      socket.on('unlisten', (message) => {
        const parsed = listenMessage.safeParse(message)
        if (parsed.success) topics.unlisten(socket, parsed.data.topics)
      })
      socket.on('disconnect', () => {
        for (const id of [...connection.seats.keys()]) leave(connection, id)
        topics.drop(socket)
        all.delete(connection)
      })
    },
    close() {
      stopListening()
      for (const timer of [polling, rechecks, reports]) clearInterval(timer)
      presence.stop()
      scheduler.stop()
      topics.close()
    },
  }
}

const unavailable: RefusalMessage = { refusal: 'unavailable', message: 'unavailable', params: {} }
const badMessage: RefusalMessage = { refusal: 'invalid', message: 'invalid', params: {} }
const refused = (refusal: string, message: string): Refused => ({
  ok: false,
  refusal: { refusal, message, params: {} },
})
