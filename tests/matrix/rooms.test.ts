import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { commands } from '#app/domain/session/room/commands.ts'
import { sql } from '#db'
import { openWire } from '../support/wire.ts'
import { matrixMarket } from './market.ts'
import { policy } from './policy/index.ts'
import type { Key } from './policy/policy.ts'
import { acceptTable, readTable, readVerdicts, type Seen, verdictsOf } from './rights.ts'
import { askRooms, comers, enterRooms, topicTables } from './rooms.ts'

const matrix = matrixMarket()

const everybody = async (
  visit: (
    name: string,
    wire: Awaited<ReturnType<typeof openWire>>,
    keys: Set<Key>,
  ) => Promise<void>,
) => {
  for (const [name, person] of Object.entries(matrix.personas)) {
    const wire = await openWire(matrix.site.url, person)
    await visit(name, wire, matrix.keys[name]!)
    wire.close()
  }
}

test('nobody is sent in any room what isn’t theirs', async () => {
  const leaks: string[] = []
  let joined = 0
  await everybody(async (name, wire, keys) => {
    for (const { id, state } of matrix.know.all('session')) {
      const snapshot = await wire.ask('join', { room: id, since: null })
      const tail = await wire.ask('join', { room: id, since: 0 })
      if (tail.ok) await wire.ask('join', { room: id, since: tail.head })
      joined += Number(snapshot.ok)
      const isMeant = keys.has(`session:${id}`) || keys.has('host') || keys.has('officer')
      if (snapshot.ok && !isMeant) leaks.push(`${name} is let into a session that is ${state}`)
    }
    for (const leak of matrix.leaksIn(wire.received(), keys)) leaks.push(`${leak} sent to ${name}`)
  })
  expect(joined).toBeGreaterThan(5)
  expect(leaks).toEqual([])
})

test('everybody comes into rooms, waits and commands as the table says', async () => {
  await enterRooms(matrix)
  const seen: Seen[] = []
  for (const comer of comers(matrix)) seen.push(...(await askRooms(matrix, comer)))
  acceptTable('rooms.txt', verdictsOf(seen))
  const usual = readVerdicts(readTable('rooms.txt'))
  const unlike = seen.filter(({ at, what, persona }) => what !== usual(at, persona))
  expect(unlike.map(({ at, what, persona }) => `${persona} ${at}: ${what}`)).toEqual([])
})

/** What everybody may wait for: a hint says no more than that a public page changed. */
const openTopics = ['organization', 'product', 'session', 'listing']
/** What only somebody themselves waits for, or who belongs to an organisation. */
const ownTopics = ['person', 'desk', 'consents']

test('nobody waits for changes of what they may not read', async () => {
  const wrong: string[] = []
  let granted = 0
  await everybody(async (name, wire, keys) => {
    for (const table of Object.keys(topicTables)) {
      if (openTopics.includes(table) || ownTopics.includes(table)) continue
      const rows = matrix.know.all(table)
      const topics = rows.map(({ id }) => `${table}:${id}`)
      const answer = await wire.ask('listen', { topics: topics.slice(-50) })
      granted += answer.topics.length
      for (const row of rows.filter(({ id }) => answer.topics.includes(`${table}:${id}`)))
        if (!policy[table]!.to(row, matrix.know).some((key) => keys.has(key)))
          wrong.push(`${name} waits for ${table} ${row.state}`)
    }
    for (const kind of ownTopics) {
      const asked = matrix.know.all(topicTables[kind]!).map(({ id }) => `${kind}:${id}`)
      const own = await wire.ask('listen', { topics: asked.slice(0, 50) })
      void wire.ask('unlisten', { topics: asked })
      for (const topic of own.topics as string[])
        if (!keys.has(topic) && !keys.has(topic.replace(/desk|consents/, 'member')))
          wrong.push(`${name} waits for ${topic}`)
    }
  })
  expect(granted).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})

test('nobody commands a room beyond their part in it', async () => {
  const { id: room } = matrix.know.all('session').find(({ state }) => state === 'live')!
  const body = {
    ...{ text: '请注意', personId: randomUUID(), seq: 1, minutes: 5, amountFen: 100, rateBp: 300 },
    ...{
      termMonths: 12,
      validUntil: '2030-12-31',
      threadId: randomUUID(),
      requestId: randomUUID(),
    },
    roundId: matrix.know.all('round')[0]!.id,
  }
  const said = async () =>
    (
      await sql<{ head: number }>`select head::int from session where id = ${room}`.execute(
        matrix.owner,
      )
    ).rows[0]!.head
  const wrong: string[] = []
  await everybody(async (name, wire, keys) => {
    if (keys.has('host') || keys.has('officer')) return
    for (const [type, { by }] of Object.entries(commands)) {
      const parts: readonly string[] = by
      if (parts.includes('delegate') && keys.has(`session:${room}`)) continue
      const before = await said()
      const answer = await wire.ask('command', { room, id: randomUUID(), type, body })
      if (answer.ok || (await said()) !== before) wrong.push(`${name} did ${type}`)
    }
  })
  expect(wrong).toEqual([])
})
