import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeScreenLink } from '#app/domain/session/write.server.ts'
import * as calendar from '#app/routes/sessions.tsx'
import * as sessionPage from '#app/routes/sessions_.$id.tsx'
import * as edit from '#app/routes/sessions_.$id_.edit.tsx'
import * as people from '#app/routes/sessions_.$id_.people.tsx'
import * as room from '#app/routes/sessions_.$id_.room.tsx'
import * as screen from '#app/routes/sessions_.$id_.screen.tsx'
import * as schedule from '#app/routes/sessions_.new.tsx'
import { makeRequest } from '../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../support/people.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
let bureau: Bureau
let firm: Organization
let bank: Institution
let requestId: string

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
  firm = await makeEnterprise(world)
  bank = await makeInstitution(world)
  requestId = await makeRequest(world, firm)
})

const plan = {
  intent: 'schedule',
  type: 'financing',
  title: '先进制造业对接会',
  startsAt: '2030-05-08T14:00',
  endsAt: '2030-05-08T17:00',
}

async function scheduled(): Promise<{ id: string; path: string; params: { id: string } }> {
  const { headers } = await visit(services, schedule, {
    path: '/sessions/new',
    as: bureau.host,
    post: plan,
  })
  const id = headers.get('location')?.split('/')[2] ?? ''
  return { id, path: `/sessions/${id}`, params: { id } }
}

async function opened() {
  const at = await scheduled()
  const host = { ...at, as: bureau.host }
  await visit(services, edit, {
    ...host,
    post: { intent: 'add_round', title: '专场', minutes: '5', requestIds: requestId },
  })
  await visit(services, edit, { ...host, post: { intent: 'publish' } })
  for (const as of [firm.owner, bank.loanOfficer]) {
    await visit(services, sessionPage, {
      ...at,
      as,
      post: { intent: 'register', part: 'delegate' },
    })
  }
  const { data } = await visit(services, edit, host)
  const roundId: string = data.programme.rounds[0].id
  const say = (type: string, fields = {}, id = randomUUID()) =>
    visit(services, room, { ...host, post: { intent: 'command', id, type, ...fields } })
  return { ...at, roundId, say }
}

describe('A session on its pages, without scripts', () => {
  test("reads the host's times as Beijing's and keeps what was typed when the end comes first", async () => {
    const { id } = await scheduled()
    const row = await world.db
      .selectFrom('session')
      .where('id', '=', id)
      .select('starts_at')
      .executeTakeFirstOrThrow()
    expect(row.starts_at.toISOString()).toBe('2030-05-08T06:00:00.000Z')
    const { status, reply } = await visit(services, schedule, {
      path: '/sessions/new',
      as: bureau.host,
      post: { ...plan, endsAt: '2030-05-08T13:00' },
    })
    expect(status).toBe(422)
    expect(reply.errors.endsAt).toEqual(['结束时间须晚于开始时间。'])
    expect(reply.values.title).toBe(plan.title)
  })

  test('shows a draft to its hosts alone', async () => {
    const at = await scheduled()
    expect((await visit(services, sessionPage, { ...at, as: bureau.host })).status).toBe(200)
    expect((await visit(services, sessionPage, { ...at, as: firm.owner })).status).toBe(404)
    const listed = await visit(services, calendar, { path: '/sessions' })
    expect(listed.data.entries.some((entry: { id: string }) => entry.id === at.id)).toBe(false)
  })

  test('tells a visitor how many requests there are, and a bank which', async () => {
    const at = await opened()
    const visitor = await visit(services, sessionPage, at)
    expect(visitor.data.programme.rounds[0].requestIds).toEqual([requestId])
    expect(visitor.data.programme.cards).toEqual({})
    expect(visitor.data.registrations).toEqual([])
    const host = await visit(services, sessionPage, { ...at, as: bureau.host })
    expect(host.data.registrations).toHaveLength(2)
    const banker = await visit(services, sessionPage, { ...at, as: bank.loanOfficer })
    expect(banker.data.programme.cards[requestId].title).toBe('采购五轴加工中心的设备款')
  })

  test('takes a claim that a plain form posts twice, once, and terms for it', async () => {
    const at = await opened()
    await at.say('open_lobby')
    await at.say('go_live')
    await at.say('open_round', { roundId: at.roundId })
    const as = bank.loanOfficer
    const { data } = await visit(services, room, { ...at, as })
    expect(data.me).toMatchObject({ part: 'delegate', takes: true })
    const post = { intent: 'command', id: data.commandId, type: 'claim', requestId }
    for (let time = 0; time < 2; time++) {
      const { status, reply } = await visit(services, room, { ...at, as, post })
      expect([status, reply.errors]).toEqual([200, {}])
    }
    const after = await visit(services, room, { ...at, as })
    expect(after.data.view.state.requests[requestId].claims).toHaveLength(1)
    const [{ threadId }] = after.data.view.state.requests[requestId].claims
    const terms = {
      ...{ amountWan: '280', ratePercent: '3.65', termMonths: '12', guarantees: 'credit' },
    }
    const offer = { ...post, ...terms, id: randomUUID(), type: 'offer', threadId }
    const offered = await visit(services, room, {
      ...{ ...at, as },
      post: { ...offer, validUntil: '2030-12-31' },
    })
    expect([offered.status, offered.reply.errors]).toEqual([200, {}])
    const seen = await visit(services, room, { ...at, as })
    expect(Object.values(seen.data.view.state.figures)).toMatchObject([
      { amountFen: 280_000_000, rateBp: 365, termMonths: 12 },
    ])
    const again = { ...post, id: randomUUID() }
    const refused = await visit(services, room, { ...at, as, post: again })
    expect(refused.status).toBe(409)
    expect(refused.reply.errors['']?.[0]).toContain('已经抢到')
  })

  test('lists who has come in to those who may come in themselves', async () => {
    const at = await opened()
    await at.say('open_lobby')
    for (const as of [firm.owner, bank.loanOfficer]) await visit(services, room, { ...at, as })
    const { data } = await visit(services, people, { ...at, as: firm.owner })
    const names = data.guests.map((guest: { name: string }) => guest.name)
    expect(names).toEqual(expect.arrayContaining([firm.owner.name, bank.loanOfficer.name]))
    expect(data.total).toBe(names.length)
    const stranger = await makeEnterprise(world)
    const turnedAway = await visit(services, people, { ...at, as: stranger.owner })
    expect(turnedAway.status).toBe(403)
  })

  test('leads who is not registered from the room to the page of the session', async () => {
    const at = await opened()
    await at.say('open_lobby')
    const stranger = await makeEnterprise(world)
    const { status, headers } = await visit(services, room, { ...at, as: stranger.owner })
    expect([status, headers.get('location')]).toEqual([302, `/sessions/${at.id}`])
  })

  test('opens the big screen to the newest link alone, without a name of a person', async () => {
    const at = await opened()
    await at.say('open_lobby')
    await visit(services, room, { ...at, as: firm.owner })
    await at.say('say', { text: '请各位就座' })
    const token = await makeScreenLink(world.db, bureau.host.actor, at.id)
    const path = (secret: string) => `/sessions/${at.id}/screen?token=${secret}`
    const { data } = await visit(services, screen, { ...at, path: path(token) })
    expect(data.view.state).toMatchObject({ arrived: 1, people: {}, chat: [] })
    expect(JSON.stringify(data.view)).not.toMatch(/请各位就座|周老板|孙主持/)
    expect((await visit(services, screen, { ...at, path: path('wrong') })).status).toBe(404)
  })
})
