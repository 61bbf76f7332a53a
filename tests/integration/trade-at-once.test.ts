import { beforeAll, expect, test } from 'vitest'
import type { Acting } from '#app/domain/actor.ts'
import { getDeal, sumDeals } from '#app/domain/deal/read.server.ts'
import { confirmAmount } from '#app/domain/deal/write.server.ts'
import {
  acceptCounter,
  awardInterest,
  counter,
  showInterest,
  withdrawInterest,
} from '#app/domain/interest/write.server.ts'
import { takeDownListing, withdrawListing } from '#app/domain/listing/write.server.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { makeBureau, makeEnterprise, makeMember, type Organization } from '../support/people.ts'
import { makeDeal, makeListing, makeQuoted, quotation } from '../support/trade.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let buyer: Organization
let guests: Organization[]
let partner: Acting

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  buyer = await makeEnterprise(world)
  guests = []
  for (let n = 0; n < 6; n++) guests.push(await makeEnterprise(world))
  partner = (await makeMember(world, buyer.owner, ['owner'])).actor
})

/** Lets everybody go at the same moment; refusals are answers, anything else is a failure. */
async function allAtOnce(acts: (() => Promise<unknown>)[]): Promise<boolean[]> {
  return Promise.all(
    acts.map(async (act) => {
      try {
        await act()
        return true
      } catch (error) {
        if (isRefusal(error)) return false
        throw error
      }
    }),
  )
}

const statesOf = async (listingId: string) =>
  (
    await world.db
      .selectFrom('interest')
      .select('state')
      .where('listing_id', '=', listingId)
      .orderBy('id')
      .execute()
  ).map(({ state }) => state)

const dealsOf = async (listingId: string) =>
  world.db
    .selectFrom('deal')
    .innerJoin('interest', 'interest.id', 'deal.interest_id')
    .select('deal.id')
    .where('interest.listing_id', '=', listingId)
    .execute()

test('two owners award two guests at once: one is chosen, the other is told, one deal begins', async () => {
  for (let round = 0; round < 5; round++) {
    const listingId = await makeListing(world, buyer)
    const first = await makeQuoted(world, buyer, guests[0]!, listingId)
    const second = await makeQuoted(world, buyer, guests[1]!, listingId)
    const done = await allAtOnce([
      () => awardInterest(world.db, buyer.owner.actor, first),
      () => awardInterest(world.db, partner, second),
    ])
    expect(done.filter(Boolean).length).toBe(1)
    expect((await statesOf(listingId)).sort()).toEqual(['awarded', 'declined'])
    expect((await dealsOf(listingId)).length).toBe(1)
  }
})

test('two guests accept counters of one demand at once: the first has it', async () => {
  const listingId = await makeListing(world, buyer)
  const offers = []
  for (const guest of guests.slice(0, 3)) {
    const { id, version } = await makeQuoted(world, buyer, guest, listingId)
    await counter(world.db, buyer.owner.actor, { id, version, terms: quotation() })
    offers.push({ guest, id, version: version + 1 })
  }
  const done = await allAtOnce(
    offers.map(
      ({ guest, ...answer }) =>
        () =>
          acceptCounter(world.db, guest.owner.actor, answer),
    ),
  )
  expect(done.filter(Boolean).length).toBe(1)
  expect((await statesOf(listingId)).sort()).toEqual(['awarded', 'declined', 'declined'])
})

test('an award, a withdrawal of each side and a takedown at once end in one story', async () => {
  for (let round = 0; round < 5; round++) {
    const listingId = await makeListing(world, buyer)
    const { id, version } = await makeQuoted(world, buyer, guests[round]!, listingId)
    const acts: (() => Promise<unknown>)[] = [
      () => awardInterest(world.db, buyer.owner.actor, { id, version }),
      () => withdrawInterest(world.db, guests[round]!.owner.actor, { id }),
      () => withdrawListing(world.db, partner, { id: listingId }),
      () =>
        takeDownListing(world.db, world.bureau!.officer.actor, { id: listingId, reason: '违规' }),
    ]
    await allAtOnce(round % 2 ? acts : acts.reverse())
    const [state] = await statesOf(listingId)
    const { state: listing } = await world.db
      .selectFrom('listing')
      .select('state')
      .where('id', '=', listingId)
      .executeTakeFirstOrThrow()
    const deals = await dealsOf(listingId)
    expect(deals.length).toBe(state === 'awarded' ? 1 : 0)
    expect(`${listing} ${state}`).toMatch(
      /^(matched awarded|withdrawn (expired|withdrawn)|taken_down (expired|withdrawn))$/,
    )
  }
})

test('one organisation shows interest many times at once, and has one', async () => {
  const listingId = await makeListing(world, buyer)
  const show = () =>
    showInterest(world.db, guests[0]!.owner.actor, {
      ...{ listingId, note: '我们可以做，先打样看看。' },
    })
  const done = await allAtOnce(Array.from({ length: 8 }, () => show))
  expect(done.filter(Boolean).length).toBe(1)
  expect(await statesOf(listingId)).toEqual(['shown'])
})

test('both sides confirm at once, and again: the amount counts once', async () => {
  const before = await sumDeals(world.db)
  const { dealId } = await makeDeal(world, buyer, guests[0]!)
  const says = (actor: Acting) => () =>
    confirmAmount(world.db, actor, {
      ...{ id: dealId, stage: 'signed' as const, amountFen: 25_000_000, doneOn: '2026-01-15' },
    })
  const [own, other] = [buyer.owner.actor, guests[0]!.owner.actor]
  await allAtOnce([says(own), says(other), says(own), says(other)])
  expect((await getDeal(world.db, own, dealId)).state).toBe('signed')
  const after = await sumDeals(world.db)
  expect(after.signed.amountFen! - before.signed.amountFen!).toBe(25_000_000)
})
