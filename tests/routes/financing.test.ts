import { beforeAll, describe, expect, test } from 'vitest'
import { claim } from '#app/domain/thread/write.server.ts'
import * as desk from '#app/routes/desk.tsx'
import * as ledger from '#app/routes/ledger.tsx'
import * as newProduct from '#app/routes/products.new.tsx'
import * as requestPage from '#app/routes/requests.$id.tsx'
import * as newRequest from '#app/routes/requests.new.tsx'
import * as threadPage from '#app/routes/threads.$id.tsx'
import { makeRequest, requestForm } from '../support/financing.ts'
import {
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  type Organization,
} from '../support/people.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
let firm: Organization
let other: Organization
let bank: Institution
let otherBank: Institution

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world)
  other = await makeEnterprise(world)
  bank = await makeInstitution(world)
  otherBank = await makeInstitution(world)
})

/** The fields as a browser sends them. */
const typed = (
  changes: Record<string, string | string[]> = {},
): Record<string, string | string[]> => ({
  intent: 'draft',
  ...(Object.fromEntries(
    Object.entries(requestForm).map(([name, value]) => [
      name,
      Array.isArray(value) ? value : String(value),
    ]),
  ) as Record<string, string | string[]>),
  ...changes,
})

const openThread = async (requestId: string) =>
  (await claim(world.db, bank.loanOfficer.actor, { requestId })).threadId

describe('the form for a request', () => {
  test('leads to the draft that it made', async () => {
    const answer = await visit(services, newRequest, {
      path: '/requests/new',
      as: firm.owner,
      post: typed(),
    })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toMatch(/^\/requests\/[0-9a-f-]{36}$/)
  })

  test('comes back with what was typed and what to mend, field by field', async () => {
    const post = typed({
      amountFen: '-3',
      rateMaxBp: '3.456',
      expiresOn: '2020-01-01',
      guarantees: [],
    })
    const { status, reply } = await visit(services, newRequest, {
      path: '/requests/new',
      as: firm.owner,
      post,
    })
    expect(status).toBe(422)
    expect(reply.values).toMatchObject({
      amountFen: '-3',
      rateMaxBp: '3.456',
      purpose: requestForm.purpose,
    })
    expect(reply.errors).toMatchObject({
      amountFen: ['请填写大于 0 的金额，单位为万元。'],
      rateMaxBp: ['利率最多保留两位小数，例如 3.65。'],
      guarantees: ['请至少选择一种担保方式。'],
    })
  })

  test('is for enterprises only', async () => {
    for (const as of [bank.loanOfficer, world.bureau!.officer]) {
      expect((await visit(services, newRequest, { path: '/requests/new', as })).status).toBe(403)
    }
    expect((await visit(services, newRequest, { path: '/requests/new' })).status).toBe(302)
  })
})

test('the form for a product refuses a lower bound above the upper one', async () => {
  const post = {
    ...{
      intent: 'draft',
      name: '设备贷',
      amountMinFen: '500',
      amountMaxFen: '100',
      termMaxMonths: '12',
    },
    ...{ rateLowBp: '5', rateHighBp: '3', guarantees: ['credit'] },
    ...{ contactDays: '1', diligenceDays: '3', disburseDays: '5' },
  }
  const { status, reply } = await visit(services, newProduct, {
    path: '/products/new',
    as: bank.loanOfficer,
    post,
  })
  expect(status).toBe(422)
  expect(Object.keys(reply.errors).sort()).toEqual(['amountMinFen', 'rateLowBp'])
})

describe('who sees what', () => {
  test('a request that waits for review is its enterprise’s and the officers’', async () => {
    const made = await visit(services, newRequest, {
      path: '/requests/new',
      as: firm.owner,
      post: typed(),
    })
    const path = made.headers.get('location')!
    const params = { id: path.split('/')[2]! }
    await visit(services, requestPage, { path, params, as: firm.owner, post: { intent: 'submit' } })
    const status = async (as: typeof firm.owner) =>
      (await visit(services, requestPage, { path, params, as })).status
    expect(await status(firm.owner)).toBe(200)
    expect(await status(world.bureau!.officer)).toBe(200)
    expect(await status(bank.loanOfficer)).toBe(404)
    expect(await status(other.owner)).toBe(404)
  })

  test('a thread is its two sides’ and the officers’, and nobody else learns that it exists', async () => {
    const id = await openThread(await makeRequest(world, firm))
    const at = { path: `/threads/${id}`, params: { id } }
    const status = async (as: typeof firm.owner) =>
      (await visit(services, threadPage, { ...at, as })).status
    expect([
      await status(firm.owner),
      await status(bank.loanOfficer),
      await status(world.bureau!.officer),
    ]).toEqual([200, 200, 200])
    expect([await status(other.owner), await status(otherBank.loanOfficer)]).toEqual([404, 404])
    const contact = { ...at, as: otherBank.loanOfficer, post: { intent: 'contact' } }
    expect((await visit(services, threadPage, contact)).status).toBe(404)
  })

  test('a member who is not the owner reads an offer and can’t accept it', async () => {
    const id = await openThread(await makeRequest(world, firm))
    const at = { path: `/threads/${id}`, params: { id } }
    const post = {
      ...{ intent: 'offer', amountFen: '200', rateBp: '3.5', termMonths: '12' },
      ...{ guarantees: ['credit'], validUntil: '2030-01-01' },
    }
    expect(
      (await visit(services, threadPage, { ...at, as: bank.loanOfficer, post })).reply,
    ).toMatchObject({ done: 'offered' })
    const member = await makeMember(world, firm.owner, ['member'])
    const answer = { intent: 'accept', version: '1' }
    expect((await visit(services, threadPage, { ...at, as: member, post: answer })).status).toBe(
      403,
    )
    expect(
      (await visit(services, threadPage, { ...at, as: firm.owner, post: answer })).reply,
    ).toMatchObject({ done: 'accepted' })
  })

  test('the ledger shows an organisation its own rows and the bureau all', async () => {
    const requestId = await makeRequest(world, other)
    const threadId = await openThread(requestId)
    const rows = async (as: typeof firm.owner) =>
      (
        (await visit(services, ledger, { path: '/ledger', as })).data.rows as { threadId: string }[]
      ).map((row) => row.threadId)
    expect(await rows(other.owner)).toEqual([threadId])
    expect(await rows(firm.owner)).not.toContain(threadId)
    expect(await rows(otherBank.owner)).toEqual([])
    expect(await rows(world.bureau!.officer)).toContain(threadId)
  })
})

test('a desk tells who has the ball: the bank after a claim, the enterprise after an offer', async () => {
  const requestId = await makeRequest(world, other, { title: '谁来处理这条需求' })
  const id = await openThread(requestId)
  const read = async (as: typeof firm.owner) => {
    const { desk: lists } = (await visit(services, desk, { path: '/desk', as })).data
    const holds = (list: { to: string }[]) => list.some(({ to }) => to === `/threads/${id}`)
    return { mine: holds(lists.mine), others: holds(lists.others) }
  }
  expect([await read(bank.loanOfficer), await read(other.owner)]).toEqual([
    { mine: true, others: false },
    { mine: false, others: true },
  ])
  const post = {
    ...{ intent: 'offer', amountFen: '200', rateBp: '3.5', termMonths: '12' },
    ...{ guarantees: ['credit'], validUntil: '2030-01-01' },
  }
  await visit(services, threadPage, {
    path: `/threads/${id}`,
    params: { id },
    as: bank.loanOfficer,
    post,
  })
  expect([await read(bank.loanOfficer), await read(other.owner)]).toEqual([
    { mine: false, others: true },
    { mine: true, others: false },
  ])
})
