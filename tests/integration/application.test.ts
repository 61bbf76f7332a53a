import { beforeAll, describe, expect, test } from 'vitest'
import { listConsents } from '#app/domain/consent/read.server.ts'
import { saveIndicator } from '#app/domain/dossier/write.server.ts'
import { acceptOffer, offer } from '#app/domain/offer/write.server.ts'
import { withdrawProduct } from '#app/domain/product/write.server.ts'
import { findDetail, listOpenRequests, listRequests } from '#app/domain/request/read.server.ts'
import { submitRequest } from '#app/domain/request/write.server.ts'
import { getThread } from '#app/domain/thread/read.server.ts'
import {
  applyDirectly,
  claim,
  contactEnterprise,
  declineThread,
} from '#app/domain/thread/write.server.ts'
import { makeProduct, requestInput, termsInput, viewRequest } from '../support/financing.ts'
import {
  type Institution,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let firm: Organization
let bank: Institution
let rival: Institution

beforeAll(async () => {
  firm = await makeEnterprise(world)
  bank = await makeInstitution(world)
  rival = await makeInstitution(world)
  await saveIndicator(world.db, firm.owner.actor, { year: 2025, taxFen: 1_300_000_00 })
})

const open = { tiers: [], conditions: '年纳税2万以上；征信良好' }

const apply = (productId: string, { despite = false, ...changes } = {}) =>
  applyDirectly(world.db, firm.owner.actor, {
    productId,
    input: requestInput(changes),
    consent: { fields: ['tax'], until: '2030-12-31' },
    acknowledgeIneligible: despite,
  })

const requestOf = async (threadId: string) =>
  (await getThread(world.db, firm.owner.actor, threadId)).request.id

describe('A direct application', () => {
  test('reaches its one institution with consent and conditions, and nobody else', async () => {
    const { db } = world
    const { threadId } = await apply(await makeProduct(world, bank, open))
    const requestId = await requestOf(threadId)
    const banker = bank.loanOfficer.actor
    const thread = await getThread(db, banker, threadId)
    expect(thread).toMatchObject({ origin: 'direct', state: 'open', officer: null })
    expect(thread.eligibility).toContainEqual({ kind: 'tax', outcome: 'pass', text: null })
    expect((await findDetail(db, banker, requestId, db.now()))!.contactPhone).toBe('13812345678')
    expect(await listConsents(db, banker)).toMatchObject([
      { source: 'dossier', fields: ['tax'] },
      { source: 'request', fields: ['contact', 'revenue'] },
    ])
    const other = rival.loanOfficer.actor
    expect((await listRequests(db, other)).map(({ id }) => id)).not.toContain(requestId)
    expect((await listOpenRequests(db, other)).map(({ id }) => id)).not.toContain(requestId)
    expect((await refusalOf(viewRequest(db, other, requestId))).refusal).toBe('missing')
    expect((await refusalOf(claim(db, other, { requestId }))).refusal).toBe('missing')
  })

  test('is held by whoever of the institution speaks with the enterprise first', async () => {
    const { threadId } = await apply(await makeProduct(world, bank, open))
    await contactEnterprise(world.db, bank.loanOfficer.actor, threadId)
    const thread = await getThread(world.db, firm.owner.actor, threadId)
    expect(thread.officer).toBe(bank.loanOfficer.name)
  })

  test('leads to a loan like any other thread', async () => {
    const { db } = world
    const { threadId } = await apply(await makeProduct(world, bank, open))
    await offer(db, bank.loanOfficer.actor, { threadId, ...termsInput() })
    await acceptOffer(db, firm.owner.actor, { threadId, version: 1 })
    const request = await viewRequest(db, firm.owner.actor, await requestOf(threadId))
    expect(request.state).toBe('awarded')
  })

  test('that is declined comes back as a draft, which can go to the market', async () => {
    const { db } = world
    const { threadId } = await apply(await makeProduct(world, bank, open))
    const requestId = await requestOf(threadId)
    await declineThread(db, bank.loanOfficer.actor, { threadId, reasonCode: 'other' })
    const owner = firm.owner.actor
    expect((await viewRequest(db, owner, requestId)).state).toBe('draft')
    await submitRequest(db, owner, requestId)
    expect(await viewRequest(db, owner, requestId)).toMatchObject({ state: 'submitted', cap: 3 })
  })

  test('with a condition that isn’t met needs to be meant', async () => {
    const productId = await makeProduct(world, bank, { ...open, amountMaxFen: 100 })
    const refused = await refusalOf(apply(productId))
    expect(refused.fields).toEqual({ despite: ['ineligible'] })
    expect(await apply(productId, { despite: true })).toHaveProperty('threadId')
  })

  test('needs a product that is on the market', async () => {
    const productId = await makeProduct(world, bank, open)
    await withdrawProduct(world.db, bank.loanOfficer.actor, productId)
    expect((await refusalOf(apply(productId))).message).toBe('product_over')
  })
})
