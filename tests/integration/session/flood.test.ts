import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '#app/domain/session/room/commands.ts'
import { nastyJson } from '../../support/nasty.ts'
import { makeBureau, makePerson } from '../../support/people.ts'
import { makeSession, type Node, nouns, register, startNode } from '../../support/sessions.ts'
import { openWire } from '../../support/wire.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
let node: Node
let sessionId: string

beforeAll(async () => {
  node = await startNode(world.appUrl, nouns)
  sessionId = await makeSession(world, await makeBureau(world))
})
afterAll(() => node?.close())

const somebody = async () => {
  const person = await makePerson(world)
  return { person, wire: await openWire(node.url, asWired(person.actor.signInId)) }
}
/** Of this node a sign-in's id is the cookie. */
const asWired = (signInId: string) => ({ token: `x; sign_in=${signInId}` }) as never

const topics = (count: number) => Array.from({ length: count }, () => `appeal:${randomUUID()}`)

/** How many connections of the database were taken while `work` went on. */
async function acquired(work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const more = () => count++
  node.database.pool.on('acquire', more)
  await work()
  node.database.pool.off('acquire', more)
  return count
}

describe('A flood of messages is answered at the pace of one page', () => {
  test('lists of topics wait for one another, and beyond twenty are refused unread', async () => {
    const { wire } = await somebody()
    let refused = 0
    const reads = await acquired(
      () =>
        new Promise<void>((done) => {
          for (let sent = 0; sent < 300; sent++) {
            void wire.ask('listen', { topics: topics(50) }).then((answer) => {
              if (!answer.ok && answer.refusal.refusal === 'too_many') refused++
              if (refused === 279) done()
            })
          }
        }),
    )
    wire.close()
    expect(refused).toBe(279)
    expect(reads).toBeLessThanOrEqual(21 * 50)
  })

  test('who sends more than any page could is cut off', async () => {
    const { wire } = await somebody()
    for (let sent = 0; sent < 1000; sent++) void wire.ask('join', { room: sessionId, since: null })
    await wire.closed
  })

  test('visitors of one network are cut off together, on however many connections, and who has signed in there is not', async () => {
    const { wire } = await somebody()
    const visitors = await Promise.all(Array.from({ length: 60 }, () => openWire(node.url, null)))
    for (const visitor of visitors) {
      for (let sent = 0; sent < 300; sent++) void visitor.ask('leave', { room: sessionId })
    }
    await Promise.race(visitors.map(({ closed }) => closed))
    expect((await wire.ask('listen', { topics: [] })).ok).toBe(true)
    for (const each of [...visitors, wire]) each.close()
  })

  test('one connection is in a few rooms at a time', async () => {
    const { wire } = await somebody()
    const hosts = await makeBureau(world, '区金融服务中心')
    const person = hosts.host
    const hosting = await openWire(node.url, asWired(person.actor.signInId))
    const answers: boolean[] = []
    for (let count = 0; count < 6; count++) {
      const room = await makeSession(world, hosts)
      await node.live.append(room, person.actor, {
        id: randomUUID(),
        type: 'open_lobby',
        body: {},
      })
      answers.push((await hosting.ask('join', { room, since: null })).ok)
    }
    wire.close()
    hosting.close()
    expect(answers).toEqual([true, true, true, true, true, false])
  })

  test('a person has a bounded number of connections, and others keep theirs', async () => {
    const { person, wire } = await somebody()
    const more = await Promise.allSettled(
      Array.from({ length: 70 }, () => openWire(node.url, asWired(person.actor.signInId))),
    )
    const open = more.flatMap((item) => (item.status === 'fulfilled' ? [item.value] : []))
    expect(open).toHaveLength(59)
    const other = await somebody()
    expect((await other.wire.ask('listen', { topics: [] })).ok).toBe(true)
    for (const each of [...open, wire, other.wire]) each.close()
  })
})

describe('Whatever shape a message has, it is answered or the line is cut', () => {
  test('by every kind of message and every command', async () => {
    const { person } = await somebody()
    await register(world, await makePerson(world), sessionId).catch(() => {})
    const shapes = Object.values(nastyJson(50 * 1024)).map((bytes) => bytes.toString())
    const packets = shapes.flatMap((value) => [
      ...['join', 'listen', 'leave', 'unlisten', 'command'].map((name) => ({ name, body: value })),
      ...Object.keys(commands).map((type) => ({
        name: 'command',
        body: `{"room":"${sessionId}","id":"${randomUUID()}","type":"${type}","body":${value}}`,
      })),
    ])
    const taken: string[] = []
    let wire = await openWire(node.url, asWired(person.actor.signInId))
    for (const { name, body } of packets) {
      const silent = name === 'leave' || name === 'unlisten'
      const answer = wire.askText(name, body)
      if (silent) continue
      const result = await Promise.race([answer, wire.closed.then(() => null)])
      if (result === null) wire = await openWire(node.url, asWired(person.actor.signInId))
      else if (result.ok) taken.push(body.slice(0, 120))
    }
    expect(taken).toEqual([])
    expect((await wire.ask('listen', { topics: [] })).ok).toBe(true)
    wire.close()
  })
})
