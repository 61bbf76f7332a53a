import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { commands } from '#app/domain/session/room/commands.ts'
import { operations } from '#app/http/api/registry.ts'
import {
  commandMessage,
  joinMessage,
  leaveMessage,
  listenMessage,
} from '../../realtime/protocol.ts'
import { addressOf } from '../support/every-page.ts'
import { testSearch } from '../support/search.ts'
import { testWorld } from '../support/world.ts'
import { type Asker, type FuzzMarket, openFuzzMarket } from './market.ts'
import { calls, isFull, say, seed, toldOnce } from './run.ts'
import { formNear, jsonNear, longText, nastyJsonText } from './shapes.ts'
import { evilText, evilValue, fieldsNear, valuesNear } from './values.ts'

const world = testWorld()
const found = testSearch(world)
let market: FuzzMarket

beforeAll(async () => {
  market = await openFuzzMarket(world, found)
}, 240_000)
afterAll(() => market?.close())

/** What is sent: the path with holes, into which ids of the market are put when it is sent. */
interface Sent {
  method: string
  path: string
  headers: [string, string][]
  body?: Buffer | FormData | URLSearchParams
}

interface RouteModule {
  action?: { intents?: Record<string, { schema: z.ZodType }> }
}
const routes = import.meta.glob<RouteModule>('../../app/routes/**/*.{ts,tsx}', { eager: true })

/** Which id, of those that there are; or none of them. */
const hole = fc.oneof(
  { weight: 6, arbitrary: fc.nat(100_000).map((n) => `{${n}}`) },
  { weight: 1, arbitrary: evilText.map((text) => encodeURIComponent(safely(text))) },
)
/** Without halves of characters, which no address can hold. */
const safely = (text: string): string => text.toWellFormed().slice(0, 500)

const filled = (address: string) =>
  fc
    .array(hole, { minLength: 3, maxLength: 3 })
    .map((holes) => address.replace(/\$\w*|\{\w+\}/g, () => holes.pop() ?? 'x'))

const queryOf = (pairs: readonly [string, string][]): string =>
  new URLSearchParams(pairs.map(([name, value]) => [safely(name), safely(value)])).toString()
const anyQuery = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom('q', 'page', 'next', 'id', 'kind', '_routes'), evilText),
      evilText,
    ),
    {
      maxLength: 3,
    },
  )
  .map((pairs) => queryOf(pairs as [string, string][]))

const pages = Object.keys(routes).map((file) => {
  const name = file.split('/routes/')[1]!.replace(/\.tsx?$/, '')
  return addressOf(name.replaceAll('[.]', '~')).replaceAll('~', '.')
})

const reading: fc.Arbitrary<Sent> = fc
  .tuple(
    fc.constantFrom(...pages).chain(filled),
    anyQuery,
    fc.constantFrom('', '.data'),
    fc.constantFrom('GET', 'HEAD'),
  )
  .map(([path, query, ending, method]) => ({
    method,
    path: `${path}${ending}?${query}`,
    headers: [],
  }))

const fieldsOrShapes = (schema: z.ZodType) =>
  fc.oneof({ weight: 6, arbitrary: fieldsNear(schema) }, { weight: 1, arbitrary: formNear(schema) })

const posting: fc.Arbitrary<Sent> = fc
  .constantFrom(
    ...Object.entries(routes).flatMap(([file, { action }]) =>
      Object.entries(action?.intents ?? {}).map(([name, { schema }]) => ({ file, name, schema })),
    ),
  )
  .chain(({ file, name, schema }) => {
    const address = addressOf(file.split('/routes/')[1]!.replace(/\.tsx?$/, ''))
    return fc
      .tuple(
        filled(address),
        fieldsOrShapes(schema),
        fc.boolean(),
        fc.uint8Array({ maxLength: 40 }),
      )
      .map(([path, fields, multipart, bytes]) => ({
        method: 'POST',
        path: `${path}?index`.replace(/\?index$/, file.endsWith('_index.tsx') ? '?index' : ''),
        headers: [] as [string, string][],
        body: formOf([['intent', name], ...fields], multipart ? bytes : null),
      }))
  })

function formOf(fields: readonly [string, string][], file: Uint8Array | null) {
  const form = file ? new FormData() : new URLSearchParams()
  for (const [name, value] of fields) form.append(name.toWellFormed(), value.toWellFormed())
  if (file) (form as FormData).append('file', new Blob([file as BlobPart]), '文件.csv')
  return form
}

const bodyOf = (schema: z.ZodType | null): fc.Arbitrary<string> => {
  const value = schema ? valuesNear(schema) : evilValue
  return fc.oneof(
    { weight: 6, arbitrary: value.map((it) => JSON.stringify(it) ?? '') },
    { weight: 1, arbitrary: schema ? jsonNear(schema) : nastyJsonText },
  )
}

const asking: fc.Arbitrary<Sent> = fc.constantFrom(...operations).chain((operation) =>
  fc
    .tuple(
      filled(`/api/v1${operation.path}`),
      fieldsNear(operation.query),
      bodyOf(operation.body),
      fc.uint8Array({ maxLength: 60 }),
      fc.uuid(),
    )
    .map(([path, query, body, bytes, key]) => ({
      method: operation.method,
      path: `${path}?${queryOf(query)}`,
      headers: [
        ['Idempotency-Key', key],
        ['Content-Type', operation.takes?.[0] ?? 'application/json'],
      ] as [string, string][],
      ...(operation.method === 'GET'
        ? {}
        : { body: operation.takes ? Buffer.from(bytes) : Buffer.from(body) }),
    })),
)

/** Methods, headers and bodies that no form and no program of ours sends. */
const strange: fc.Arbitrary<Sent> = fc
  .tuple(
    fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
    fc
      .constantFrom(...pages, '/api/v1/requests', '/api/v1', '/assets/x', '/metrics', '/realtime')
      .chain(filled),
    fc.constantFrom(
      '',
      'application/json',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'text/x;;',
    ),
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom('', 'zh-CN', 'en;q=x', '*', 'x'.repeat(2000)),
  )
  .map(([method, path, type, bytes, language]) => ({
    method,
    path,
    headers: [
      ...(type ? [['Content-Type', type] as [string, string]] : []),
      ['Accept-Language', language],
    ],
    body: Buffer.from(bytes),
  }))

const fill = (path: string): string =>
  path.replace(/\{(\d+)\}/g, (_, n: string) => market.ids[Number(n) % market.ids.length]!)

/** Sends it and reads the answer. @returns its status */
async function send(
  { method, path, headers, body }: Sent,
  { cookie, token }: Asker,
): Promise<number> {
  const isApi = path.startsWith('/api/')
  const answer = await fetch(market.url + fill(path), {
    method,
    redirect: 'manual',
    headers: [
      ...headers,
      ['Origin', market.url],
      ...(isApi && token ? [['Authorization', `Bearer ${token}`] as [string, string]] : []),
      ...(!isApi && cookie ? [['Cookie', cookie] as [string, string]] : []),
    ],
    ...(body ? { body: body as BodyInit } : {}),
  })
  await answer.arrayBuffer()
  return answer.status
}

/** What the server's heap may grow by in the second and third part of a run; a short one still meets pages for the first time. */
const mayGrow = (isFull ? 12 : 32) * 1024 * 1024
const renewEvery = 250

test('a running market answers whatever is sent over HTTP, and never with a fault of its own', async () => {
  const http = Math.round(calls * 0.8)
  const seen: Record<string, number> = {}
  const failed: string[] = []
  let sent = 0
  let settled = 0
  const property = fc.asyncProperty(
    fc.oneof(
      { weight: 4, arbitrary: reading },
      { weight: 4, arbitrary: posting },
      { weight: 4, arbitrary: asking },
      { weight: 1, arbitrary: strange },
    ),
    fc.nat(1000),
    async (item, who) => {
      if (sent % renewEvery === 0) await market.renew()
      if (sent === Math.floor(http / 3)) settled = await market.heap()
      sent++
      const status = await send(item, market.askers[who % market.askers.length]!)
      seen[status] = (seen[status] ?? 0) + 1
      if (status >= 500)
        failed.push(`${item.method} ${fill(item.path)}: ${status}, ${JSON.stringify(item)}`)
    },
  )
  await fc.assert(property, toldOnce(http))
  const grown = (await market.heap()) - settled
  say(
    `fuzz: http: ${sent} requests: ${JSON.stringify(seen)}; heap ${(grown / 1024 / 1024).toFixed(1)} MB more`,
  )
  expect({ seed, failed, faults: market.faults }).toEqual({ seed, failed: [], faults: [] })
  expect(grown).toBeLessThan(mayGrow)
})

const messages: fc.Arbitrary<string> = fc.oneof(
  ...Object.entries({
    join: joinMessage,
    leave: leaveMessage,
    listen: listenMessage,
    unlisten: listenMessage,
    command: commandMessage,
  }).map(([name, schema]) => packet(name, valuesNear(schema))),
  ...Object.entries(commands).map(([type, { body }]) =>
    packet(
      'command',
      fc
        .tuple(fc.uuid(), valuesNear(body as z.ZodType), hole)
        .map(([id, value, room]) => ({ room, id, type, body: value })),
    ),
  ),
  ...['join', 'leave', 'listen', 'unlisten', 'command'].map((name) =>
    nastyJsonText.map((text) => `421${JSON.stringify([name, '@']).replace('"@"', () => text)}`),
  ),
  ...Object.entries(commands).map(([type, { body }]) =>
    fc
      .tuple(fc.uuid(), jsonNear(body as z.ZodType), hole)
      .map(([id, text, room]) =>
        `421${JSON.stringify(['command', { room, id, type, body: '@' }])}`.replace(
          '"@"',
          () => text,
        ),
      ),
  ),
  longText.map((text) => `42${text}`),
  packet(
    'join',
    hole.map((room) => ({ room, since: null })),
  ),
  packet(
    'join',
    hole.map((room) => ({ room, since: 1 })),
  ),
  evilText,
  fc.constantFrom(
    '',
    '1',
    '2',
    '3',
    '4',
    '41',
    '42',
    '42[]',
    '42[1]',
    '42["connect"]',
    '43',
    '5',
    '451-[0]',
    '4{',
    'b',
  ),
)

function packet(name: string, message: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(message, fc.nat(99))
    .map(([value, number]) => `42${number}${JSON.stringify([name, value])}`)
}

/**
 * Opens a connection, sends the packets and comes in once more at the end, so that an answer tells when all was read;
 * or the server has let go of it before.
 */
function talk(packets: readonly string[], { token }: Asker): Promise<void> {
  const socket = new WebSocket(
    `${market.url.replace('http', 'ws')}/realtime?EIO=4&transport=websocket`,
  )
  const come = token ? `40${JSON.stringify({ token })}` : '40'
  let came = 0
  return new Promise((resolve) => {
    socket.onclose = () => resolve()
    socket.onerror = () => resolve()
    socket.onmessage = ({ data }) => {
      const text = String(data)
      if (text[0] === '0') socket.send(come)
      if (!/^4[04]/.test(text)) return
      came++
      if (came > 1) return socket.close()
      for (const one of packets) socket.send(fill(one).toWellFormed())
      socket.send(come)
    }
  })
}

test('a running market takes whatever is sent over a socket, and goes on', async () => {
  const packets = Math.round(calls * 0.2)
  const each = 10
  let sent = 0
  let settled = 0
  await market.renew()
  market.faults.length = 0
  const property = fc.asyncProperty(
    fc.array(messages, { minLength: each, maxLength: each }),
    fc.nat(1000),
    async (some, who) => {
      if (sent >= packets / 3 && settled === 0) settled = await market.heap()
      sent += some.length
      await talk(some, market.askers[who % market.askers.length]!)
      if (market.faults.length > 0) throw new Error(market.faults.join('\n'))
    },
  )
  await fc.assert(property, toldOnce(packets / each))
  const grown = (await market.heap()) - settled
  say(`fuzz: sockets: ${sent} packets; heap ${(grown / 1024 / 1024).toFixed(1)} MB more`)
  expect(grown).toBeLessThan(mayGrow)
  expect((await fetch(`${market.url}/readyz`)).status).toBe(200)
})
