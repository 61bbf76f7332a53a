import { beforeAll, expect, test } from 'vitest'
import { sumDealsPublicly } from '#app/domain/deal/read.server.ts'
import { confirmAmount } from '#app/domain/deal/write.server.ts'
import { sumLedgerPublicly } from '#app/domain/ledger/read.server.ts'
import { countMarket } from '#app/domain/market/read.server.ts'
import { acceptOffer, offer } from '#app/domain/offer/write.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { makeRequest, termsInput } from '../support/financing.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../support/people.ts'
import { makeDeal } from '../support/trade.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let firms: Organization[]

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  firms = []
  for (let n = 0; n < 4; n++) firms.push(await makeEnterprise(world))
})

async function signed(buyer: number, seller: number, fen: number): Promise<void> {
  const { dealId: id } = await makeDeal(world, firms[buyer]!, firms[seller]!)
  for (const side of [firms[buyer]!, firms[seller]!]) {
    const said = { id, stage: 'signed' as const, amountFen: fen, doneOn: '2026-01-15' }
    await confirmAmount(world.db, side.owner.actor, said)
  }
}

const sumOfDeals = async () => (await sumDealsPublicly(world.db)).signed

test('the sum of trades is told once five are signed, three of them without any one organisation', async () => {
  expect(await sumOfDeals()).toEqual({ count: 0, amountFen: null })
  // The first firm takes part in four: it would read the fifth by taking its own out.
  for (const [buyer, seller] of [
    [0, 1],
    [2, 0],
    [0, 3],
    [1, 0],
    [2, 3],
  ] as const) {
    expect((await sumOfDeals()).amountFen).toBeNull()
    await signed(buyer, seller, 25_000_000)
  }
  expect(await sumOfDeals()).toEqual({ count: 5, amountFen: null })
  await signed(1, 2, 25_000_000)
  expect(await sumOfDeals()).toEqual({ count: 6, amountFen: null })
  await signed(3, 1, 10_000_000)
  expect(await sumOfDeals()).toEqual({ count: 7, amountFen: 160_000_000 })
  expect((await sumDealsPublicly(world.db)).fulfilled).toEqual({ count: 0, amountFen: null })
})

test('neither one loan nor the only open request can be read from the home page', async () => {
  const bank = await makeInstitution(world)
  const loan = async (firm: Organization, officer = bank.loanOfficer.actor) => {
    const requestId = await makeRequest(world, firm)
    const { threadId } = await claim(world.db, officer, { requestId })
    await offer(world.db, officer, { threadId, ...termsInput() })
    await acceptOffer(world.db, firm.owner.actor, { threadId, version: 1 })
  }
  await loan(firms[0]!)
  expect((await sumLedgerPublicly(world.db)).signed).toEqual({ count: 1, amountFen: null })
  for (const firm of [1, 2, 3, 0]) await loan(firms[firm]!)
  // All are one bank's: what it lent is nobody's to read.
  expect((await sumLedgerPublicly(world.db)).signed).toEqual({ count: 5, amountFen: null })
  const other = await makeInstitution(world)
  for (const firm of [1, 2, 3]) await loan(firms[firm]!, other.loanOfficer.actor)
  expect((await sumLedgerPublicly(world.db)).signed.amountFen).toBe(8 * 280_000_000)
  for (const firm of [0, 0, 1, 2]) {
    await makeRequest(world, firms[firm]!)
    expect((await countMarket(world.db)).openRequests?.amountFen).toBeNull()
  }
  await makeRequest(world, firms[3]!)
  expect((await countMarket(world.db)).openRequests).toEqual({
    count: 5,
    amountFen: 5 * 300_000_000,
  })
})
