import { beforeAll, describe, expect, test } from 'vitest'
import { listNotices } from '#app/domain/notice/read.server.ts'
import { checkSavedSearches } from '#app/domain/saved-search/check.server.ts'
import { listSavedSearches } from '#app/domain/saved-search/read.server.ts'
import { savedSearchSchema } from '#app/domain/saved-search/saved-search.ts'
import { dropSearch, lookAtSearch, saveSearch } from '#app/domain/saved-search/write.server.ts'
import { makeProduct, makeRequest } from '../../support/financing.ts'
import {
  type Institution,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../../support/people.ts'
import { refusalOf } from '../../support/refusal.ts'
import { testSearch } from '../../support/search.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const market = testSearch(world)
let firm: Organization
let bank: Institution

beforeAll(async () => {
  firm = await makeEnterprise(world)
  bank = await makeInstitution(world)
})

const save = (actor: Parameters<typeof saveSearch>[1], query: string) =>
  saveSearch(world.db, actor, savedSearchSchema.parse({ name: '我的', query }))

/** Lets the clock stand as many minutes from now, and looks. */
async function look(minutes: number): Promise<void> {
  await market.drain()
  world.stopClock(new Date(Date.now() + minutes * 60_000))
  await checkSavedSearches(world.db, market.search)
  world.stopClock(null)
}

const told = async (actor: Parameters<typeof listNotices>[1]) =>
  (await listNotices(world.db, actor)).filter(({ kind }) => kind === 'search_found')

describe('A kept search', () => {
  test('tells of what is new, once, and never of what was there', async () => {
    const { actor } = firm.owner
    await makeProduct(world, bank, { name: '旧的设备贷' })
    const { id } = await save(actor, 'q=设备贷&kind=product&sort=rate&cursor=a')
    await look(0)
    expect(await told(actor)).toEqual([])
    await makeProduct(world, bank, { name: '新的设备贷' })
    await look(11)
    expect(await told(actor)).toMatchObject([{ params: { name: '我的', count: 1 } }])
    await look(22)
    expect(await told(actor)).toHaveLength(1)
    expect(await listSavedSearches(world.db, actor)).toMatchObject([{ id, fresh: 1 }])
    await lookAtSearch(world.db, actor, id)
    expect(await listSavedSearches(world.db, actor)).toMatchObject([{ id, fresh: 0 }])
  })

  test('sees only what its keeper may see', async () => {
    const banker = bank.loanOfficer.actor
    const outsider = (await makeEnterprise(world)).owner.actor
    await save(banker, 'kind=request&q=五轴')
    await save(outsider, 'kind=request&q=五轴')
    await look(0)
    await makeRequest(world, firm)
    await look(11)
    expect(await told(banker)).toHaveLength(1)
    expect(await told(outsider)).toEqual([])
  })

  test('is kept once, and forgotten by its keeper alone', async () => {
    const { actor } = await makeEnterprise(world).then(({ owner }) => owner)
    const { id } = await save(actor, 'kind=product&guarantee=credit&q=信用')
    const again = save(actor, 'q=信用&guarantee=credit&kind=product')
    expect((await refusalOf(again)).message).toBe('search_kept')
    expect((await refusalOf(dropSearch(world.db, firm.owner.actor, id))).refusal).toBe('missing')
    await dropSearch(world.db, actor, id)
    expect(await listSavedSearches(world.db, actor)).toEqual([])
  })

  test('of nothing at all is refused', () => {
    expect(savedSearchSchema.safeParse({ name: '空', query: 'sort=rate' }).success).toBe(false)
  })
})
