import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Logger, runOnce } from 'graphile-worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/actor.ts'
import { mayListen } from '#app/domain/session/topics.server.ts'
import { enqueueSideEffects } from '#app/domain/side-effects.server.ts'
import { threadEvents } from '#app/domain/thread/events.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { checkTarget, isPublicAddress } from '#app/domain/webhook/address.server.ts'
import { putInOutbox } from '#app/domain/webhook/outbox.server.ts'
import { getWebhook, listDeliveries, listWebhooks } from '#app/domain/webhook/read.server.ts'
import { pauseAfter } from '#app/domain/webhook/webhook.ts'
import {
  connectWebhook,
  moveWebhook,
  replay,
  rotateSecret,
  sendTestEvent,
} from '#app/domain/webhook/write.server.ts'
import { deliverWebhook } from '#app/jobs/deliver-webhook.ts'
import * as webhookPage from '#app/routes/webhooks_.$id.tsx'
import { signatureExample } from '#app/ui/webhook/example.ts'
import { sql, transact } from '#db'
import { makeRequest } from '../support/financing.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  type Organization,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
const hourMs = 3_600_000

interface Received {
  headers: IncomingHttpHeaders
  body: string
}
let receiver: Server
let origin: string
let received: Received[] = []
/** What the receiver answers next, the usual when empty. */
let answers: { status: number; headers?: Record<string, string>; body?: string }[] = []
let firm: Organization

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      const { status, headers = {}, body: words = '' } = answers.shift() ?? { status: 200 }
      response.writeHead(status, headers).end(words)
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
  services.env = { ...services.env, WEBHOOKS: 'anywhere' }
  world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world)
})
afterAll(() => receiver.close())

/** Works off what is due now. */
const work = () =>
  runOnce({
    pgPool: world.database.pool,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    taskList: {
      deliver_webhook: (payload: unknown) =>
        deliverWebhook.run(deliverWebhook.schema.parse(payload), services),
    },
  })

const connectTo = (
  owner: Organization,
  path = '/hooks',
  topics = ['financing', 'people'] as const,
) =>
  connectWebhook(
    world.db,
    world.vault,
    owner.owner.actor,
    { url: origin + path, topics: [...topics] },
    'anywhere',
  )

const newest = async (id: string, actor = firm.owner.actor) =>
  (await listDeliveries(world.db, actor, { id, limit: 50 }))[0]!

/** As the page shows a receiver how to check it. */
const isGenuine = new Function(
  ...['Date', 'createHmac', 'timingSafeEqual', 'secret', 'headers', 'body'],
  `${signatureExample}\nreturn genuine`,
)
const isSigned = ({ headers, body }: Received, secret: string): boolean =>
  isGenuine(
    { now: () => world.db.now().getTime() },
    ...[createHmac, timingSafeEqual, secret, headers, body],
  )

describe('A subscribed system', () => {
  test('is told of its organisation’s events, signed, by ids alone, and of nobody else’s', async () => {
    const { id, secret } = await connectTo(firm)
    const stranger = await makeEnterprise(world)
    await connectTo(stranger)
    received = []
    const bank = await makeInstitution(world)
    const requestId = await makeRequest(world, firm)
    const { threadId } = await claim(world.db, bank.loanOfficer.actor, { requestId })
    await work()
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual([
      'request_published',
      'request_claimed',
    ])
    const last = received[1]!
    expect(JSON.parse(last.body)).toEqual({
      type: 'request_claimed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      data: { organization_id: firm.id, subject: { kind: 'thread', id: threadId } },
    })
    expect(isSigned(last, secret)).toBe(true)
    expect(isSigned({ ...last, body: `${last.body} ` }, secret)).toBe(false)
    const age = Date.now() / 1000 - Number(last.headers['webhook-timestamp'])
    expect(Math.abs(age)).toBeLessThan(60)
    expect(await newest(id)).toMatchObject({ state: 'delivered', status: 200, attempts: 1 })
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
  })

  test('hears of an event exactly when its transaction is committed', async () => {
    const { id } = await connectTo(firm)
    received = []
    await expect(
      transact(world.db, async (tx) => {
        await enqueueSideEffects(tx, {
          notices: [
            {
              ...{ to: { organizationId: firm.id }, event: threadEvents.request_claimed },
              subject: { kind: 'request', id: crypto.randomUUID() },
              params: { title: '设备款' },
            },
          ],
        })
        throw new Error('not after all')
      }),
    ).rejects.toThrow('not after all')
    await work()
    expect(received).toEqual([])
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
  })

  test('that fails is tried again after longer and longer pauses, then left to be sent again from the page', async () => {
    const { id } = await connectTo(firm)
    await sendTestEvent(world.db, firm.owner.actor, id)
    const start = Date.now()
    received = []
    let tries = 0
    for (let at = 0; tries < 20; tries++) {
      answers = [{ status: 500 }]
      const { id: delivery, attempts, state } = await newest(id)
      if (state !== 'waiting') break
      // The queue keeps the database's own time, so what is due later is run by hand here.
      world.stopClock(new Date(start + at))
      await deliverWebhook.run({ id: delivery, attempt: attempts }, services)
      at += (pauseAfter(attempts + 1) ?? 0) * 1000
    }
    world.stopClock(null)
    const { id: delivery, ...failed } = await newest(id)
    expect(failed).toMatchObject({ state: 'failed', status: 500, attempts: 9 })
    const pauses = Array.from({ length: 8 }, (_, n) => pauseAfter(n + 1)!)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    const ids = new Set(received.map(({ headers }) => headers['webhook-id']))
    expect([...ids]).toEqual([delivery])
    const before = received.length
    answers = []
    expect(await replay(world.db, firm.owner.actor, { id })).toBe(1)
    await work()
    expect(received.length).toBe(before + 1)
    expect(await newest(id)).toMatchObject({ state: 'delivered', attempts: 1 })
    expect((await getWebhook(world.db, firm.owner.actor, id)).failingSince).toBeNull()
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
  })

  test('gets again what failed since an instant, and nothing that failed before', async () => {
    const { id } = await connectTo(firm)
    const fail = async (hoursAgo: number) => {
      const delivery = await transact(world.db, (tx) =>
        putInOutbox(tx, id, { kind: 'test', subject: { kind: 'webhook', id } }),
      )
      await world.db
        .updateTable('webhook_delivery')
        .set({ state: 'failed', at: new Date(Date.now() - hoursAgo * hourMs) })
        .where('id', '=', delivery)
        .execute()
      return delivery
    }
    const [week, night, now] = [await fail(100), await fail(12), await fail(0)]
    await sql`delete from graphile_worker._private_jobs`.execute(world.db)
    const waiting = async () =>
      (await listDeliveries(world.db, firm.owner.actor, { id, limit: 50 }))
        .filter(({ state }) => state === 'waiting')
        .map((delivery) => delivery.id)
    const since = new Date(Date.now() - hourMs)
    expect(await replay(world.db, firm.owner.actor, { id, since })).toBe(1)
    expect(await waiting()).toEqual([now])
    const send = (hours: string) =>
      visit(services, webhookPage, {
        ...{ path: `/webhooks/${id}`, params: { id }, as: firm.owner },
        post: { intent: 'replay', hours },
      })
    expect((await send('24')).reply.done).toBe('webhook_replayed')
    expect(await waiting()).toEqual([now, night])
    expect((await send('24')).reply.done).toBe('webhook_replayed_none')
    expect((await send('168')).reply.done).toBe('webhook_replayed')
    expect(await waiting()).toEqual([now, night, week])
    expect((await send('1')).status).toBe(422)
    expect((await send('')).status).toBe(422)
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
  })

  test('that fails for days is given up with a notice, and gets on resuming what waited meanwhile', async () => {
    const { id } = await connectTo(firm)
    const start = Date.now()
    for (const days of [0, 4]) {
      world.stopClock(new Date(start + days * 24 * hourMs))
      await transact(world.db, (tx) =>
        enqueueSideEffects(tx, {
          notices: [
            {
              ...{ to: { organizationId: firm.id }, event: threadEvents.request_claimed },
              subject: { kind: 'request', id: crypto.randomUUID() },
              params: { title: '设备款' },
            },
          ],
        }),
      )
      answers = [{ status: 503 }]
      await deliverWebhook.run({ id: (await newest(id)).id, attempt: 0 }, services)
    }
    world.stopClock(null)
    expect((await getWebhook(world.db, firm.owner.actor, id)).state).toBe('stopped')
    const told = await world.db
      .selectFrom('notice')
      .select('kind')
      .where('subject_id', '=', id)
      .execute()
    expect(told.map(({ kind }) => kind)).toEqual(['webhook_stopped'])
    expect(await refusalOf(sendTestEvent(world.db, firm.owner.actor, id))).toMatchObject({
      message: 'webhook_inactive',
    })
    received = []
    answers = []
    await moveWebhook(world.db, firm.owner.actor, id, 'resume')
    await work()
    expect(received).toHaveLength(2)
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
  })

  test('that is paused gets afterwards what happened meanwhile, and once disconnected nothing more', async () => {
    const { id } = await connectTo(firm)
    await sendTestEvent(world.db, firm.owner.actor, id)
    await moveWebhook(world.db, firm.owner.actor, id, 'hold')
    received = []
    await work()
    expect(received).toEqual([])
    await moveWebhook(world.db, firm.owner.actor, id, 'resume')
    await work()
    expect(received).toHaveLength(1)
    await sendTestEvent(world.db, firm.owner.actor, id)
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
    await work()
    expect(received).toHaveLength(1)
  })

  test('checks with the old secret or the new one for a day after a change, then with the new one alone', async () => {
    const { id, secret: old } = await connectTo(firm)
    const { secret } = await rotateSecret(world.db, world.vault, firm.owner.actor, id)
    received = []
    await sendTestEvent(world.db, firm.owner.actor, id)
    await work()
    expect([isSigned(received[0]!, old), isSigned(received[0]!, secret)]).toEqual([true, true])
    await sendTestEvent(world.db, firm.owner.actor, id)
    world.stopClock(new Date(Date.now() + 25 * hourMs))
    await work()
    expect([isSigned(received[1]!, old), isSigned(received[1]!, secret)]).toEqual([false, true])
    world.stopClock(null)
    const { rows } = await world.database.pool.query('select sealed, old_sealed from webhook')
    const kept = Buffer.concat(
      rows.flatMap(({ sealed, old_sealed }) => [sealed, old_sealed ?? Buffer.alloc(0)]),
    )
    expect(kept.includes(Buffer.from(secret.slice(6), 'base64'))).toBe(false)
    expect(kept.includes(Buffer.from(secret))).toBe(false)
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
  })

  test('that leads elsewhere is not followed, and one that talks without end is cut off', async () => {
    const { id } = await connectTo(firm)
    received = []
    answers = [{ status: 302, headers: { Location: `${origin}/elsewhere` } }]
    await sendTestEvent(world.db, firm.owner.actor, id)
    await work()
    expect(received).toHaveLength(1)
    expect(await newest(id)).toMatchObject({ state: 'waiting', status: 302 })
    answers = [{ status: 200, body: 'x'.repeat(5_000_000) }]
    await sendTestEvent(world.db, firm.owner.actor, id)
    await work()
    expect(await newest(id)).toMatchObject({ state: 'delivered', status: 200 })
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
  })
})

describe('An address', () => {
  test.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '0.0.0.0', '192.0.0.192', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '2001::1', 'ff02::1', '::127.0.0.1'],
  ])('%s is not the internet’s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['1.1.1.1', '114.114.114.114', '172.32.0.1', '2400:3200::1', '2606:4700::1111'])(
    '%s is',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  test.each([
    ['https://127.0.0.1/', 'private_address'],
    ['https://2130706433/', 'private_address'],
    ['https://0x7f.1/', 'private_address'],
    ['https://[::ffff:127.0.0.1]/', 'private_address'],
    ['https://localhost/', 'private_address'],
    ['https://169.254.169.254/latest/meta-data/', 'private_address'],
    ['http://1.1.1.1/', 'scheme'],
    ['https://user:secret@1.1.1.1/', 'credentials'],
    ['https://no-such-name.invalid/', 'unknown_host'],
  ])('%s is refused: %s', async (url, fault) => {
    expect(await checkTarget(new URL(url), 'public')).toEqual({ fault })
  })

  test('is checked at each delivery again, also one that was fine when it was connected', async () => {
    const { id } = await connectTo(firm)
    received = []
    await sendTestEvent(world.db, firm.owner.actor, id)
    services.env = { ...services.env, WEBHOOKS: 'public' }
    await deliverWebhook.run({ id: (await newest(id)).id, attempt: 0 }, services)
    services.env = { ...services.env, WEBHOOKS: 'anywhere' }
    expect(received).toEqual([])
    expect(await newest(id)).toMatchObject({ state: 'waiting', fault: 'scheme' })
    await moveWebhook(world.db, firm.owner.actor, id, 'disconnect')
  })
})

describe('Webhooks', () => {
  test('are kept by owners alone, each their own organisation’s', async () => {
    const { id } = await connectTo(firm)
    const member = await makeMember(world, firm.owner, ['member'])
    const stranger = await makeEnterprise(world)
    const refused = async (actor: Actor) =>
      (await refusalOf(getWebhook(world.db, actor, id))).refusal
    expect(await refused(member.actor)).toBe('forbidden')
    expect(await refused(stranger.owner.actor)).toBe('missing')
    expect(await listWebhooks(world.db, stranger.owner.actor)).toEqual([])
    const verbs = [
      (actor: Actor) => moveWebhook(world.db, actor, id, 'disconnect'),
      (actor: Actor) => rotateSecret(world.db, world.vault, actor, id),
      (actor: Actor) => sendTestEvent(world.db, actor, id),
      (actor: Actor) => replay(world.db, actor, { id }),
    ]
    for (const verb of verbs) {
      expect((await refusalOf(verb(member.actor))).refusal).toBe('forbidden')
      expect((await refusalOf(verb(stranger.owner.actor))).refusal).toBe('missing')
    }
    for (const { actor } of [member, stranger.owner]) {
      expect(await mayListen(world.db, actor, `webhook:${id}`)).toBe(false)
    }
    expect(await mayListen(world.db, firm.owner.actor, `webhook:${id}`)).toBe(true)
  })
})
