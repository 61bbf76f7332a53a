import { beforeAll, expect, test } from 'vitest'
import type { Acting } from '#app/domain/actor.ts'
import { sumLedger } from '#app/domain/ledger/read.server.ts'
import { acceptOffer, offer } from '#app/domain/offer/write.server.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { withdrawRequest } from '#app/domain/request/write.server.ts'
import { listThreadsOn } from '#app/domain/thread/read.server.ts'
import { isLive } from '#app/domain/thread/thread.ts'
import { claim, releaseThread } from '#app/domain/thread/write.server.ts'
import { makeRequest, termsInput, viewRequest } from '../support/financing.ts'
import {
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../support/people.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const people = 64
let enterprise: Organization
let banks: Institution[]

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  enterprise = await makeEnterprise(world)
  banks = []
  for (let n = 0; n < 16; n++) banks.push(await makeInstitution(world))
})

/** Lets everybody go at the same moment; refusals are answers, anything else is a failure. */
async function allAtOnce<T>(acts: (() => Promise<T>)[]): Promise<(T | null)[]> {
  let open: () => void = () => {}
  const barrier = new Promise<void>((resolve) => {
    open = resolve
  })
  const underWay = acts.map(async (act) => {
    await barrier
    try {
      return await act()
    } catch (error) {
      if (isRefusal(error)) return null
      throw error
    }
  })
  open()
  return Promise.all(underWay)
}

const loanOfficer = (n: number): Acting => banks[n % banks.length]!.loanOfficer.actor

async function consistent(requestId: string) {
  const request = await viewRequest(world.db, enterprise.owner.actor, requestId)
  const threads = await listThreadsOn(world.db, enterprise.owner.actor, requestId)
  const live = threads.filter((thread) => isLive(thread.state))
  expect(request.live).toBe(live.length)
  expect(live.length).toBeLessThanOrEqual(request.cap)
  if (request.state === 'full') expect(live.length).toBe(request.cap)
  if (request.state === 'published') expect(live.length).toBeLessThan(request.cap)
  return { request, threads, live }
}

test(`${people} loan officers claim one request at once: as many as the cap get it, each bank once`, async () => {
  const requestId = await makeRequest(world, enterprise)
  const claims = Array.from(
    { length: people },
    (_, n) => () => claim(world.db, loanOfficer(n), { requestId }),
  )
  const won = (await allAtOnce(claims)).filter((item) => item !== null)
  const { request, live } = await consistent(requestId)
  expect(won.length).toBe(request.cap)
  expect(request.state).toBe('full')
  expect(new Set(live.map((item) => item.institution.id)).size).toBe(live.length)
})

test(`${people} people claim, give back, offer, accept and withdraw at once: cap, states and sums stay right`, async () => {
  const requestId = await makeRequest(world, enterprise)
  const before = await sumLedger(world.db)
  const holders = await Promise.all(
    [0, 1, 2].map((n) => claim(world.db, loanOfficer(n), { requestId })),
  )
  await offer(world.db, loanOfficer(0), { threadId: holders[0]!.threadId, ...termsInput() })
  const kinds: ((n: number) => Promise<unknown>)[] = [
    (n) => claim(world.db, loanOfficer(n), { requestId }),
    (n) =>
      releaseThread(world.db, loanOfficer(1 + (n % 2)), {
        threadId: holders[1 + (n % 2)]!.threadId,
      }),
    (n) =>
      offer(world.db, loanOfficer(1 + (n % 2)), {
        threadId: holders[1 + (n % 2)]!.threadId,
        ...termsInput(),
      }),
    () =>
      acceptOffer(world.db, enterprise.owner.actor, { threadId: holders[0]!.threadId, version: 1 }),
    (n) => claim(world.db, loanOfficer(n + 5), { requestId }),
  ]
  await allAtOnce(Array.from({ length: people }, (_, n) => () => kinds[n % kinds.length]!(n)))
  const { request, live } = await consistent(requestId)
  expect(request.state).toBe('awarded')
  expect(live.map((item) => item.state)).toEqual(['accepted'])
  const after = await sumLedger(world.db)
  expect(after.signed.count - before.signed.count).toBe(1)
  expect(after.signed.amountFen! - before.signed.amountFen!).toBe(280_000_000)
  expect(after.intent.amountFen! - before.intent.amountFen!).toBe(300_000_000)
})

test('an acceptance and a withdrawal at once end in one of the two, never in both', async () => {
  for (let round = 0; round < 5; round++) {
    const requestId = await makeRequest(world, enterprise)
    const { threadId } = await claim(world.db, loanOfficer(0), { requestId })
    await offer(world.db, loanOfficer(0), { threadId, ...termsInput() })
    await allAtOnce<unknown>([
      () => acceptOffer(world.db, enterprise.owner.actor, { threadId, version: 1 }),
      () => withdrawRequest(world.db, enterprise.owner.actor, { id: requestId }),
    ])
    const { request, threads } = await consistent(requestId)
    expect([`${request.state} ${threads[0]!.state}`]).toEqual(
      request.state === 'awarded' ? ['awarded accepted'] : ['withdrawn withdrawn'],
    )
  }
})
