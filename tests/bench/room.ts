import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import { createCommandQueue } from '#app/domain/session/command-queue.server.ts'
import { createLive } from '#app/domain/session/live.server.ts'
import { createRooms } from '#app/domain/session/rooms.server.ts'
import { makeBureau } from '../support/people.ts'
import { command, makeSession, nouns } from '../support/sessions.ts'
import { percentile } from './frame.ts'
import { end, memoryOf, pause, processorOf, startYardstick } from './process.ts'
import type { CrowdAnswers, CrowdOrders } from './room/crowd.ts'
import { fillHall } from './room/hall.ts'
import type { Bench, Market, Stage } from './stage.ts'

const eventsPerFrame = 25
const rate = 100
/** They come and talk first, so that what a process takes when it first works is not counted as the others'. */
const earlyGuests = 100

/** One session as full as it gets: how long a word takes to its acknowledgement and to the last of all screens. */
export const room: Bench = {
  name: 'room',
  about: 'sockets of one session, their generator on the same cores',
  async run(stage) {
    const sizes = sizesOf(stage)
    const engines = await stage.engines()
    const market = await stage.market(engines)
    const hall = await openHall(market, Math.max(...sizes))
    for (const guests of sizes) await measure(stage, market, hall, guests)
    if (stage.sockets === null) await measureCeiling(stage, market, hall)
  },
}

const sizesOf = ({ quick, sockets }: Stage): number[] => {
  if (sockets !== null) return [sockets]
  return quick ? [40] : [1_000, 5_000, 10_000]
}

interface Costs {
  /** Of one core. */
  share: number
  /** KiB: what each further connection added while all that were there were at work. */
  perConnection: number
}

interface Hall {
  sessionId: string
  tokens: string[]
  actor: NonNullable<Awaited<ReturnType<typeof findActorBySignIn>>>
}

/** A session that is live, with everybody in it registered and arrived. */
async function openHall(market: Market, guests: number): Promise<Hall> {
  const { world } = market
  const bureau = await makeBureau(world)
  const sessionId = await makeSession(world, bureau)
  const { signInId } = bureau.host.actor
  const actor = (await findActorBySignIn(world.db, signInId, world.db.now()))!
  const live = createLive({ db: world.db, nouns })
  for (const verb of ['open_lobby', 'go_live']) await live.append(sessionId, actor, command(verb))
  return { sessionId, actor, tokens: await fillHall(market.admin, sessionId, guests) }
}

async function headOf(market: Market, sessionId: string): Promise<number> {
  const { rows } = await market.admin.query('select head from session where id = $1', [sessionId])
  return Number(rows[0].head)
}

async function measure(stage: Stage, market: Market, hall: Hall, guests: number): Promise<void> {
  const node = await market.node({ ROLE: 'web' })
  const people = hall.tokens.slice(0, guests)
  const early = Math.min(earlyGuests, guests / 2)
  const crowd = await startCrowd()
  const come = async (tokens: string[]) =>
    crowd.ask('connect', await orders(node.url, market, hall, tokens))
  await come(people.slice(0, early))
  await crowd.ask('talk', {
    rate: early / 2,
    seconds: stage.size(9, 1),
    speakers: early,
    pending: 0,
  })
  const before = memoryOf(node.pid)
  const started = performance.now()
  const { joined } = await come(people.slice(early))
  stage.note(`${joined} joined in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  await pause(stage.quick ? 100 : 5000)
  const busy = processorOf(node.pid)
  const talk = await crowd.ask('talk', {
    rate,
    seconds: stage.size(18, 2),
    speakers: Math.min(guests, 1000),
    pending: 0,
  })
  const share = (processorOf(node.pid) - busy) / talk.seconds
  const perConnection = (memoryOf(node.pid) - before) / (joined - early) / 1024
  stage.note(JSON.stringify(talk))
  await crowd.leave()
  await node.stop()
  if (talk.missed > 0) throw new Error(`${talk.missed} events did not reach every screen.`)
  const bare = await measureBare(people, early, stage.size(9, 2))
  reportRoom(stage, guests, { talk, share, perConnection }, bare)
}

function reportRoom(
  stage: Stage,
  guests: number,
  { talk, share, perConnection }: { talk: CrowdAnswers['talk'] } & Costs,
  bare: { last: number } & Costs,
): void {
  const at = `${guests.toLocaleString('en')} sockets, ${rate} commands/s`
  stage.report({
    figure: `${at}: to acknowledgement, p99`,
    value: talk.ack.p99,
    unit: 'ms',
    goal: { most: 50 },
  })
  stage.report({
    figure: `${at}: to the last screen, p99`,
    value: talk.last.p99,
    unit: 'ms',
    baseline: bare.last,
    ...(guests === 10_000 ? { goal: { most: 350, of: 'value' as const } } : {}),
  })
  stage.report({
    figure: `${at}: share of one core that the server took`,
    value: share,
    unit: '',
    baseline: bare.share,
  })
  stage.report({
    figure: `${at}: memory of a connection`,
    value: perConnection,
    unit: 'KiB',
    baseline: bare.perConnection,
    goal: { most: 40, of: 'value' },
  })
}

/** The same frames, sent to everybody at once by Socket.IO alone. */
async function measureBare(tokens: string[], early: number, seconds: number) {
  const script = join(import.meta.dirname, 'room', 'bare.ts')
  const server = await startYardstick(script, [String(eventsPerFrame)])
  const crowd = await startCrowd()
  const come = (some: string[]) =>
    crowd.ask('connect', { url: server.url, room: null, since: 0, tokens: some, atOnce: 100 })
  await come(tokens.slice(0, early))
  await crowd.ask('hear', { seconds })
  const before = memoryOf(server.pid)
  const { joined } = await come(tokens.slice(early))
  const busy = processorOf(server.pid)
  const { last } = await crowd.ask('hear', { seconds })
  const share = (processorOf(server.pid) - busy) / seconds
  const perConnection = (memoryOf(server.pid) - before) / (joined - early) / 1024
  await crowd.leave()
  await server.stop()
  return { last: last.p99, perConnection, share }
}

/** As many commands as one session takes, from a few sockets that never rest; beside it, without any socket. */
async function measureCeiling(stage: Stage, market: Market, hall: Hall): Promise<void> {
  const node = await market.node({ ROLE: 'web' })
  const crowd = await startCrowd()
  await crowd.ask('connect', await orders(node.url, market, hall, hall.tokens.slice(0, 100)))
  const talk = await crowd.ask('talk', {
    rate: 0,
    seconds: stage.size(9, 1),
    speakers: 100,
    pending: 8,
  })
  stage.note(JSON.stringify(talk))
  await crowd.leave()
  await node.stop()
  const within = await countWithin(market, hall, stage.size(6, 1))
  stage.report({
    figure: 'most commands of one session, 100 sockets',
    value: talk.perSecond,
    unit: '/s',
    baseline: within.perSecond,
    goal: { least: 5000, of: 'value' },
  })
  stage.report({
    figure: 'to acknowledgement at that rate, p99',
    value: talk.ack.p99,
    unit: 'ms',
    baseline: within.p99,
  })
}

/** 400 speakers within this process: the log alone. */
async function countWithin(
  { database: { db } }: Market,
  { sessionId, actor }: Hall,
  seconds: number,
) {
  const host = await createLive({ db, nouns }).enter(sessionId, actor)
  const appender = createCommandQueue(db, createRooms(db), nouns)
  const waits: number[] = []
  const started = performance.now()
  const until = started + seconds * 1000
  const speak = async () => {
    while (performance.now() < until) {
      // Each speaks for a person of their own, so that the limit of words per person does not count.
      const attendee = { ...host, who: { ...host.who, personId: crypto.randomUUID() } }
      const asked = performance.now()
      const answer = await appender.append(sessionId, attendee, command('say', { text: '您好' }))
      if (!answer.ok) throw new Error(answer.refusal.message)
      waits.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: 400 }, speak))
  const took = (performance.now() - started) / 1000
  return { perSecond: waits.length / took, p99: percentile(waits, 0.99) }
}

const orders = async (
  url: string,
  market: Market,
  { sessionId }: Hall,
  tokens: string[],
): Promise<CrowdOrders['connect']> => ({
  url,
  room: sessionId,
  since: await headOf(market, sessionId),
  tokens,
  atOnce: 100,
})

async function startCrowd() {
  const child = fork(join(import.meta.dirname, 'room', 'crowd.ts'))
  return {
    async ask<N extends keyof CrowdOrders>(
      name: N,
      what: CrowdOrders[N],
    ): Promise<CrowdAnswers[N]> {
      child.send([name, what])
      const [answer] = await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(() => Promise.reject(new Error('The crowd is gone.'))),
      ])
      return answer as CrowdAnswers[N]
    },
    leave: () => end(child),
  }
}
