import { beforeAll, describe, expect, test } from 'vitest'
import { listLedger, sumLedger } from '#app/domain/ledger/read.server.ts'
import {
  acceptOffer,
  confirmDisbursement,
  counterOffer,
  expireOffers,
  offer,
  refuseOffer,
  withdrawOffer,
} from '#app/domain/offer/write.server.ts'
import { getProduct } from '#app/domain/product/read.server.ts'
import {
  draftProduct,
  publishProduct,
  returnProduct,
  reviseProduct,
  submitProduct,
} from '#app/domain/product/write.server.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { findDetail, listOpenRequests } from '#app/domain/request/read.server.ts'
import {
  draftRequest,
  expireRequests,
  publishRequest,
  returnRequest,
  reviseRequest,
  submitRequest,
  withdrawRequest,
} from '#app/domain/request/write.server.ts'
import { getThread, readTerms } from '#app/domain/thread/read.server.ts'
import {
  beginDiligence,
  claim,
  contactEnterprise,
  declineThread,
  refuseThread,
  releaseThread,
  settleThread,
} from '#app/domain/thread/write.server.ts'
import {
  makeRequest,
  productInput,
  requestInput,
  termsInput,
  viewRequest,
} from '../support/financing.ts'
import {
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../support/people.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let enterprise: Organization
let banks: Institution[]

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  enterprise = await makeEnterprise(world)
  banks = []
  for (let n = 0; n < 4; n++) banks.push(await makeInstitution(world))
})

const officerOf = (n: number) => banks[n]!.loanOfficer.actor
const owner = () => enterprise.owner.actor
const refused = (message: string) => (error: unknown) =>
  isRefusal(error) && error.message === message
const stateOf = async (id: string) => (await viewRequest(world.db, owner(), id)).state
const threadState = async (id: string) => (await getThread(world.db, owner(), id)).state

async function offered(requestId: string, bank = 0) {
  const { threadId } = await claim(world.db, officerOf(bank), { requestId })
  await offer(world.db, officerOf(bank), { threadId, ...termsInput() })
  return threadId
}

describe('a request before it is out', () => {
  test('goes back with remarks, is mended and published', async () => {
    const { db } = world
    const officer = world.bureau!.officer.actor
    const { id } = await draftRequest(db, owner(), requestInput())
    await submitRequest(db, owner(), id)
    await returnRequest(db, officer, { id, remarks: '请写明设备型号' })
    const returned = await viewRequest(db, owner(), id)
    expect(returned).toMatchObject({ state: 'returned', remarks: '请写明设备型号' })
    const input = requestInput({ purpose: '采购两台五轴加工中心 DMU 50，用于汽车模具。' })
    await reviseRequest(db, owner(), { id, version: returned.version, input })
    await submitRequest(db, owner(), id)
    const blind = publishRequest(db, officer, { id, version: 2 })
    await expect(blind).rejects.toSatisfy(refused('reviewed_meanwhile'))
    const { version } = await viewRequest(db, officer, id)
    await publishRequest(db, officer, { id, version })
    expect(await viewRequest(db, officerOf(0), id)).toMatchObject({
      state: 'published',
      remarks: null,
    })
  })

  test('is read by nobody but its enterprise while it is a draft', async () => {
    const { db } = world
    const { id } = await draftRequest(db, owner(), requestInput())
    for (const actor of [null, officerOf(0), world.bureau!.officer.actor]) {
      await expect(viewRequest(db, actor, id)).rejects.toSatisfy(refused('missing'))
    }
  })

  test('is refused with a telephone number in the text that all institutions read', async () => {
    const input = requestInput({ purpose: '采购设备，请直接拨打 138 1234 5678 联系我。' })
    await expect(draftRequest(world.db, owner(), input)).rejects.toMatchObject({
      refusal: 'invalid',
      fields: { purpose: ['contact_in_text'] },
    })
  })

  test('is not written over by somebody who saw an older version', async () => {
    const { db } = world
    const { id } = await draftRequest(db, owner(), requestInput())
    const { version } = await viewRequest(db, owner(), id)
    await reviseRequest(db, owner(), { id, version, input: requestInput({ amountFen: 200 }) })
    await expect(
      reviseRequest(db, owner(), { id, version, input: requestInput({ amountFen: 100 }) }),
    ).rejects.toSatisfy(refused('changed_meanwhile'))
  })
})

test('an officer never publishes a product that changed after they had read it', async () => {
  const { db } = world
  const officer = world.bureau!.officer.actor
  const { id } = await draftProduct(db, officerOf(0), productInput())
  await submitProduct(db, officerOf(0), id)
  const read = await getProduct(db, officer, id)
  await returnProduct(db, officer, { id, remarks: '请写明提前还款费用' })
  const { version } = await getProduct(db, officerOf(0), id)
  const input = productInput({ feeNote: '提前还款收取百分之一' })
  await reviseProduct(db, officerOf(0), { id, version, input })
  await submitProduct(db, officerOf(0), id)
  const blind = publishProduct(db, officer, { id, version: read.version })
  await expect(blind).rejects.toSatisfy(refused('reviewed_meanwhile'))
  const newest = await getProduct(db, officer, id)
  expect(newest.state).toBe('submitted')
  await publishProduct(db, officer, { id, version: newest.version })
  expect((await getProduct(db, null, id)).state).toBe('published')
})

describe('claiming', () => {
  test('a published request disappears from the open ones of other banks once its cap is full, and comes back when one gives up', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise)
    const threads = []
    for (let n = 0; n < 3; n++) threads.push(await claim(db, officerOf(n), { requestId }))
    const open = async () =>
      (await listOpenRequests(db, officerOf(3), { untaken: true })).map(({ id }) => id)
    expect(await stateOf(requestId)).toBe('full')
    expect(await open()).not.toContain(requestId)
    await expect(claim(db, officerOf(3), { requestId })).rejects.toSatisfy(refused('request_full'))
    await releaseThread(db, officerOf(0), { threadId: threads[0]!.threadId })
    expect(await open()).toContain(requestId)
    await claim(db, officerOf(3), { requestId })
    expect(await stateOf(requestId)).toBe('full')
  })

  test('the same bank takes a request once', async () => {
    const requestId = await makeRequest(world, enterprise)
    await claim(world.db, officerOf(0), { requestId })
    await expect(claim(world.db, officerOf(0), { requestId })).rejects.toSatisfy(
      refused('already_claimed'),
    )
  })

  test('contact and ticked figures reach who holds a live thread, and nobody else; each read is recorded', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise)
    const read = (n: number) => findDetail(db, officerOf(n), requestId, db.now())
    expect(await read(0)).toBeNull()
    const { threadId } = await claim(db, officerOf(0), { requestId })
    expect(await read(0)).toMatchObject({
      contactPhone: '13812345678',
      revenueFen: 2_600_000_000,
      taxFen: null,
      collateralDetail: null,
    })
    expect(await read(1)).toBeNull()
    await releaseThread(db, officerOf(0), { threadId })
    expect(await read(0)).toBeNull()
    const receipts = await db
      .selectFrom('receipt')
      .select('reader_id')
      .where('subject_id', '=', requestId)
      .execute()
    expect(receipts).toEqual([{ reader_id: banks[0]!.id }])
  })

  test('an anonymous request tells its name only to who holds it', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise, { anonymous: true })
    expect((await viewRequest(db, officerOf(0), requestId)).enterprise).toBeNull()
    await claim(db, officerOf(0), { requestId })
    expect((await viewRequest(db, officerOf(0), requestId)).enterprise?.name).toBe(enterprise.name)
    expect((await viewRequest(db, officerOf(1), requestId)).enterprise).toBeNull()
  })
})

describe('from an offer to the ledger', () => {
  test('acceptance awards the request, ends the other threads and tells them', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise)
    const chosen = await offered(requestId, 0)
    const other = await offered(requestId, 1)
    const { threadId: open } = await claim(db, officerOf(2), { requestId })
    await acceptOffer(db, owner(), { threadId: chosen, version: 1 })
    expect(await stateOf(requestId)).toBe('awarded')
    expect([await threadState(chosen), await threadState(other), await threadState(open)]).toEqual([
      'accepted',
      'withdrawn',
      'withdrawn',
    ])
    const told = await db
      .selectFrom('notice')
      .select('organization_id')
      .where('kind', '=', 'thread_lost')
      .execute()
    expect(told.map((item) => item.organization_id).sort()).toEqual(
      [banks[1]!.id, banks[2]!.id].sort(),
    )
  })

  test('both sides counter and agree, and each set of terms is kept', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise)
    const threadId = await offered(requestId)
    await counterOffer(db, owner(), { threadId, version: 1, terms: termsInput({ rateBp: 3.3 }) })
    await expect(acceptOffer(db, owner(), { threadId, version: 2 })).rejects.toSatisfy(
      refused('offer_other_turn'),
    )
    await offer(db, officerOf(0), { threadId, ...termsInput({ rateBp: 3.45 }) })
    await expect(acceptOffer(db, owner(), { threadId, version: 2 })).rejects.toSatisfy(
      refused('offer_changed'),
    )
    await acceptOffer(db, owner(), { threadId, version: 3 })
    const { terms } = await readTerms(db, threadId)
    expect(terms.map(({ side, rateBp }) => [side, rateBp])).toEqual([
      ['institution', 345],
      ['enterprise', 330],
      ['institution', 365],
    ])
  })

  test('what was paid out counts once both sides say the same amount', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise)
    const threadId = await offered(requestId)
    const before = await sumLedger(db)
    await acceptOffer(db, owner(), { threadId, version: 1 })
    const say = (actor: ReturnType<typeof owner>, wan: number) =>
      confirmDisbursement(db, actor, { threadId, amountFen: wan * 1_000_000, paidOn: '2026-01-05' })
    expect(await say(officerOf(0), 280)).toEqual({ agreed: false })
    expect(await say(owner(), 250)).toEqual({ agreed: false })
    expect(await threadState(threadId)).toBe('accepted')
    expect(await say(owner(), 280)).toEqual({ agreed: true })
    expect(await threadState(threadId)).toBe('disbursed')
    expect(await stateOf(requestId)).toBe('closed')
    const sums = await sumLedger(db)
    expect(sums.signed.amountFen! - before.signed.amountFen!).toBe(280_000_000)
    expect(sums.fulfilled.amountFen! - before.fulfilled.amountFen!).toBe(280_000_000)
    const [row] = (await listLedger(db, owner())).filter((item) => item.threadId === threadId)
    expect(row).toMatchObject({ signedFen: 280_000_000, fulfilledFen: 280_000_000, rateBp: 365 })
    await settleThread(db, officerOf(0), threadId)
    expect(await threadState(threadId)).toBe('settled')
  })

  test('an awarded request opens again when the chosen bank declines after all', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise)
    const threadId = await offered(requestId)
    await acceptOffer(db, owner(), { threadId, version: 1 })
    await declineThread(db, officerOf(0), { threadId, reasonCode: 'credit_record' })
    expect(await stateOf(requestId)).toBe('published')
  })

  test('a withdrawn request ends its threads; an awarded one can no longer be withdrawn', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise)
    const threadId = await offered(requestId)
    await withdrawRequest(db, owner(), { id: requestId })
    expect(await threadState(threadId)).toBe('withdrawn')
    const awarded = await makeRequest(world, enterprise)
    await acceptOffer(db, owner(), { threadId: await offered(awarded), version: 1 })
    await expect(withdrawRequest(db, owner(), { id: awarded })).rejects.toSatisfy(
      refused('wrong_state'),
    )
  })

  test('refusing an offer ends the thread, refusing a counter-offer leaves room for another', async () => {
    const { db } = world
    const requestId = await makeRequest(world, enterprise)
    const first = await offered(requestId, 0)
    await refuseOffer(db, owner(), { threadId: first, version: 1, reason: '利率偏高' })
    expect(await threadState(first)).toBe('refused')
    const second = await offered(requestId, 1)
    await counterOffer(db, owner(), {
      threadId: second,
      version: 1,
      terms: termsInput({ rateBp: 3 }),
    })
    await refuseOffer(db, officerOf(1), { threadId: second, version: 2 })
    expect(await threadState(second)).toBe('in_diligence')
    await offer(db, officerOf(1), { threadId: second, ...termsInput() })
    await withdrawOffer(db, officerOf(1), { threadId: second, version: 1 })
    await refuseThread(db, owner(), { threadId: second })
    expect(await stateOf(requestId)).toBe('published')
  })
})

describe('time', () => {
  test('stages run in working days, and a stage left late is a missed clock', async () => {
    const { db, stopClock } = world
    const friday = new Date('2026-11-20T10:00:00+08:00')
    stopClock(friday)
    try {
      const requestId = await makeRequest(world, enterprise)
      const { threadId } = await claim(db, officerOf(0), { requestId })
      const { dueAt } = await getThread(db, officerOf(0), threadId)
      expect(dueAt).toEqual(new Date('2026-11-25T23:59:59.999+08:00'))
      stopClock(new Date('2026-11-26T09:00:00+08:00'))
      await contactEnterprise(db, officerOf(0), threadId)
      await beginDiligence(db, officerOf(0), threadId)
      const clocks = await db
        .selectFrom('clock')
        .select(['stage', 'state'])
        .where('subject_id', '=', threadId)
        .orderBy('id')
        .execute()
      expect(clocks).toEqual([
        { stage: 'contact', state: 'missed' },
        { stage: 'diligence', state: 'met' },
        { stage: 'diligence', state: 'running' },
      ])
    } finally {
      stopClock(null)
    }
  })

  test('an offer and a request end with their last day', async () => {
    const { db, stopClock } = world
    stopClock(new Date('2027-01-15T10:00:00+08:00'))
    try {
      const requestId = await makeRequest(world, enterprise, { expiresOn: '2027-03-01' })
      const { threadId } = await claim(db, officerOf(0), { requestId })
      await offer(db, officerOf(0), { threadId, ...termsInput({ validUntil: '2027-02-01' }) })
      stopClock(new Date('2027-03-02T00:30:00+08:00'))
      await expireOffers(db)
      expect(await threadState(threadId)).toBe('in_diligence')
      await expireRequests(db)
      expect(await stateOf(requestId)).toBe('published')
      await releaseThread(db, officerOf(0), { threadId })
      await expireRequests(db)
      expect(await stateOf(requestId)).toBe('expired')
    } finally {
      stopClock(null)
    }
  })
})
