import { beforeAll, describe, expect, test } from 'vitest'
import { getListing } from '#app/domain/listing/read.server.ts'
import { alertStandingDemands } from '#app/domain/matching/alerts.server.ts'
import { dismiss, forgetDismissals } from '#app/domain/matching/dismissals.server.ts'
import { proposeForListing } from '#app/domain/matching/listings.server.ts'
import type { Proposal, Reason } from '#app/domain/matching/matching.ts'
import { proposeForOrganization } from '#app/domain/matching/organization.server.ts'
import { proposeProducts } from '#app/domain/matching/products.server.ts'
import { listNotices } from '#app/domain/notice/read.server.ts'
import { describeOrganization } from '#app/domain/organization/write.server.ts'
import { connectSearch } from '#search'
import { makeProduct, makeRequest } from '../../support/financing.ts'
import {
  type Institution,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../../support/people.ts'
import { testSearch } from '../../support/search.ts'
import { listingInput, makeListing, supplyInput } from '../../support/trade.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const market = testSearch(world)
let firm: Organization
let bank: Institution

beforeAll(async () => {
  firm = await makeEnterprise(world)
  bank = await makeInstitution(world)
})

const kinds = (reasons: readonly Reason[]) => reasons.map(({ kind }) => kind)
const ids = (proposals: readonly Proposal[]) => proposals.map(({ id }) => id)

const asked = {
  subjectId: crypto.randomUUID(),
  amountFen: 300_000_000,
  termMonths: 12,
  rateMaxBp: 400,
  guarantees: ['credit'],
}

const propose = () => proposeProducts(world.db, firm.owner.actor, firm.id, asked, world.db.now())

describe('What suits a request', () => {
  test('is ranked by its reasons, and says what speaks against it', async () => {
    const open = { tiers: [], conditions: undefined, region: undefined }
    const cheap = await makeProduct(world, bank, {
      ...open,
      name: '信用快贷',
      guarantees: ['credit'],
    })
    const dear = await makeProduct(world, bank, {
      ...open,
      ...{ name: '抵押贷', guarantees: ['mortgage'], rateLowBp: 6, rateHighBp: 7 },
    })
    const small = await makeProduct(world, bank, { ...open, name: '小额贷', amountMaxFen: 100 })
    const proposals = await propose()
    expect(ids(proposals)).toContain(cheap)
    expect(ids(proposals)).not.toContain(small)
    const best = proposals.find(({ id }) => id === cheap)!
    expect(kinds(best.reasons)).toEqual(
      expect.arrayContaining(['eligible', 'rate_within', 'guarantees', 'direct']),
    )
    expect(best.against).toEqual([])
    const worst = proposals.find(({ id }) => id === dear)
    expect(worst?.score ?? 0).toBeLessThan(best.score)
    if (worst) expect(kinds(worst.against)).toEqual(['rate_above', 'no_guarantee'])
  })

  test('isn’t proposed again once it is not for this request, until that is taken back', async () => {
    const [first] = await propose()
    const { actor } = firm.owner
    const { subjectId } = asked
    await dismiss(world.db, actor, { subjectId, kind: 'product', counterpartId: first!.id })
    expect(ids(await propose())).not.toContain(first!.id)
    await forgetDismissals(world.db, actor, subjectId)
    expect(ids(await propose())).toContain(first!.id)
  })
})

describe('What suits a demand', () => {
  const soughtFor = async (id: string, owner: Organization) =>
    proposeForListing(
      world.db,
      market.search,
      owner.owner.actor,
      await getListing(world.db, owner.owner.actor, id),
    )

  test('is supplies and firms that can answer it, never its owner’s own', async () => {
    const buyer = await makeEnterprise(world)
    const maker = await makeEnterprise(world, { name: '南昌磨齿精密传动有限公司' })
    const offers = '齿轮磨齿加工，六级精度'
    await describeOrganization(world.db, maker.owner.actor, maker.id, { offers })
    const other = await makeEnterprise(world)
    const supply = { title: '精密磨齿加工', body: '六级精度磨齿外协，三台磨齿机，自备检测。' }
    const fits = await makeListing(
      world,
      maker,
      supplyInput({ ...supply, kind: 'capacity', certificates: 'ISO 9001' }),
    )
    const strange = await makeListing(
      world,
      other,
      supplyInput({ title: '食品级包装袋', body: '各种规格的食品包装袋，支持印刷。' }),
    )
    const own = await makeListing(world, buyer, supplyInput({ ...supply, title: '自有磨齿余能' }))
    const demand = await makeListing(world, buyer)
    await market.drain()
    const proposals = await soughtFor(demand, buyer)
    expect(ids(proposals)).toEqual(expect.arrayContaining([fits, maker.id]))
    expect(ids(proposals)).not.toContain(strange)
    expect(ids(proposals)).not.toContain(own)
    const best = proposals.find(({ id }) => id === fits)!
    expect(kinds(best.reasons)).toEqual(expect.arrayContaining(['words', 'certificates']))
    expect(kinds(best.against)).toEqual(['certificates_missing'])
  })

  test('that comes later is told to its owner, once', async () => {
    const buyer = await makeEnterprise(world)
    const seller = await makeEnterprise(world)
    const title = '采购耐高温特种轴承'
    await makeListing(world, buyer, listingInput({ title, body: '窑炉用耐高温轴承，小批量。' }))
    const look = async (minutes: number) => {
      await market.drain()
      world.stopClock(new Date(Date.now() + minutes * 60_000))
      await alertStandingDemands(world.db, market.search)
      world.stopClock(null)
    }
    const told = async () =>
      (await listNotices(world.db, buyer.owner.actor)).filter(({ kind }) => kind === 'match_found')
    await look(0)
    expect(await told()).toEqual([])
    await makeListing(
      world,
      seller,
      supplyInput({ title: '耐高温特种轴承', body: '可在六百度以下长期运转的轴承。' }),
    )
    await look(31)
    expect(await told()).toMatchObject([{ params: { title, count: 1 } }])
    await look(62)
    expect(await told()).toHaveLength(1)
  })

  test('and was there before is no news after search was away', async () => {
    const buyer = await makeEnterprise(world)
    const seller = await makeEnterprise(world)
    const body = '可在高压下使用的密封件。'
    await makeListing(world, seller, supplyInput({ title: '高压氟橡胶密封圈', body }))
    await makeListing(world, buyer, listingInput({ title: '采购高压氟橡胶密封圈', body }))
    await market.drain()
    const away = connectSearch({ url: 'http://127.0.0.1:9', key: 'nobody-listens-there' })
    await expect(alertStandingDemands(world.db, away)).rejects.toThrow()
    for (const minutes of [0, 31]) {
      world.stopClock(new Date(Date.now() + minutes * 60_000))
      await alertStandingDemands(world.db, market.search)
    }
    world.stopClock(null)
    const notices = await listNotices(world.db, buyer.owner.actor)
    expect(notices.filter(({ kind }) => kind === 'match_found')).toEqual([])
  })
})

test('every organisation is shown what suits it', async () => {
  const maker = await makeEnterprise(world)
  const description = { offers: '精密五金冲压件加工' }
  await describeOrganization(world.db, maker.owner.actor, maker.id, description)
  const buyer = await makeEnterprise(world)
  const demand = await makeListing(
    world,
    buyer,
    listingInput({ title: '寻找精密五金冲压件供应商', body: '端子类五金冲压件，年需五百万件。' }),
  )
  const requestId = await makeRequest(world, firm)
  await market.drain()
  const of = (actor: Parameters<typeof proposeForOrganization>[2]) =>
    proposeForOrganization(world.db, market.search, actor, world.db.now())
  const own = await of(maker.owner.actor)
  expect(ids(own.demands)).toContain(demand)
  expect(own.products.length).toBeGreaterThan(0)
  expect(own.requests).toEqual([])
  const banks = await of(bank.loanOfficer.actor)
  const proposal = banks.requests.find(({ id }) => id === requestId)!
  expect(kinds(proposal.reasons)).toEqual(expect.arrayContaining(['amount_fits', 'free_places']))
})
