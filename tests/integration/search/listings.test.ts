import { beforeAll, describe, expect, test } from 'vitest'
import { awardInterest } from '#app/domain/interest/write.server.ts'
import { takeDownListing, withdrawListing } from '#app/domain/listing/write.server.ts'
import { findInMarket } from '#app/domain/search/find.server.ts'
import type { SearchQuery } from '#app/domain/search/finder.ts'
import type { Hit } from '#app/domain/search/hydrate-hits.server.ts'
import { connectSearch } from '#search'
import { makeBureau, makeEnterprise, type Organization } from '../../support/people.ts'
import { testSearch } from '../../support/search.ts'
import { listingInput, makeListing, makeQuoted, supplyInput } from '../../support/trade.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const found = testSearch(world)
let firm: Organization
let other: Organization

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world, { name: '南昌锦绣传动机械有限公司' })
  other = await makeEnterprise(world)
  await makeListing(world, firm, listingInput())
  await makeListing(
    world,
    firm,
    listingInput({
      title: '冷链仓库制冷机组采购',
      kind: 'procurement',
      deadline: '2030-03-15',
      priceLow: undefined,
      priceHigh: 450,
    }),
  )
  await makeListing(world, firm, supplyInput())
})

const find = async (wanted: Partial<SearchQuery>, actor = other.owner.actor) => {
  await found.drain()
  return findInMarket(world.db, found.search, actor, {
    ...{ text: '', kind: 'listing' as const, withFacets: true },
    ...wanted,
  })
}
const titles = (hits: readonly Hit[]) => hits.map(({ title }) => title)

describe('supply and demand can be found', () => {
  test('by words, by certificate, by pinyin and by its organisation’s name', async () => {
    for (const text of ['磨齿外协', 'IATF 16949', 'mcwx', '锦绣传动']) {
      const { hits } = await find({ text })
      expect(titles(hits), text).toContain('寻找六级精度磨齿外协')
    }
  })

  test('narrowed by direction, kind, price, month and place', async () => {
    const { facets, counts } = await find({})
    expect(counts.listing).toBe(3)
    expect(facets.direction).toEqual({ demand: 2, supply: 1 })
    expect(facets.category).toEqual({ capacity: 1, procurement: 1, product: 1 })
    expect(facets.price).toEqual({ budget_to_100: 1, budget_to_1000: 1, unit_over_10000: 1 })
    expect(facets.deadline).toEqual({ '2030-03': 1, '2030-12': 2 })
    expect(facets.place).toEqual({ 南昌市: 3 })
    const { hits } = await find({ facets: { direction: ['demand'], deadline: ['2030-03'] } })
    expect(titles(hits)).toEqual(['冷链仓库制冷机组采购'])
  })

  test('an unnamed one never by its organisation, and without its name', async () => {
    const id = await makeListing(
      world,
      firm,
      listingInput({ title: '寻找渗碳热处理加工', anonymous: true }),
    )
    const { hits } = await find({ text: '渗碳热处理' })
    expect(hits[0]).toMatchObject({ id, owner: null })
    expect((await find({ text: '锦绣传动' })).hits.some((hit) => hit.id === id)).toBe(false)
    expect((await find({ text: '渗碳热处理' }, firm.owner.actor)).hits[0]).toMatchObject({
      owner: firm.name,
    })
  })

  test('not any more once it is withdrawn, taken down or met', async () => {
    const title = '寻找线切割加工伙伴'
    const withdrawn = await makeListing(world, firm, listingInput({ title }))
    const down = await makeListing(world, firm, listingInput({ title }))
    const met = await makeListing(world, firm, listingInput({ title }))
    expect((await find({ text: title })).total).toBe(3)
    await withdrawListing(world.db, firm.owner.actor, { id: withdrawn })
    await takeDownListing(world.db, world.bureau!.officer.actor, { id: down, reason: '违规' })
    await awardInterest(world.db, firm.owner.actor, await makeQuoted(world, firm, other, met))
    expect((await find({ text: title })).total).toBe(0)
  })

  test('by its words while the search server is away', async () => {
    const away = connectSearch({
      url: 'http://127.0.0.1:9',
      key: 'no-server-listens-here',
      restMs: 0,
    })
    const answer = await findInMarket(world.db, away, null, { text: '冷链仓库', kind: 'listing' })
    expect(answer.degraded).toBe(true)
    expect(titles(answer.hits)).toEqual(['冷链仓库制冷机组采购'])
  })
})
