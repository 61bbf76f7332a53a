import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Actor } from '#app/domain/actor.ts'
import { findInMarket } from '#app/domain/search/find.server.ts'
import type { SearchQuery } from '#app/domain/search/finder.ts'
import { suspendOrganization } from '#app/domain/standing/write.server.ts'
import { connectSearch, type Search } from '#search'
import { makeProduct, makeRequest } from '../../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../../support/people.ts'
import { type Line, proxyTo } from '../../support/proxy.ts'
import { testSearch } from '../../support/search.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const found = testSearch(world)
let bureau: Bureau
let enterprise: Organization
let other: Organization
let bank: Institution
let named: string
let unnamed: string
let product: string

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
  enterprise = await makeEnterprise(world, { name: '南昌赤焰铸造有限公司' })
  other = await makeEnterprise(world, { name: '南昌旁观有限公司' })
  bank = await makeInstitution(world, { name: '南昌青云试验银行' })
  named = await makeRequest(world, enterprise, { title: '采购感应电炉的设备款' })
  unnamed = await makeRequest(world, enterprise, { title: '补充感应电炉的周转金', anonymous: true })
  product = await makeProduct(world, bank, { name: '电炉设备贷' })
  await found.drain()
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const find = (actor: Actor | null, wanted: SearchQuery, search: Search = found.search) =>
  findInMarket(world.db, search, actor, wanted)
const idsFor = async (actor: Actor | null, text: string, search?: Search) =>
  (await find(actor, { text }, search)).hits.map(({ id }) => id).toSorted()

describe('what somebody finds is what they may see', () => {
  test('open requests: institutions, the bureau and the enterprise itself, nobody else', async () => {
    const both = [named, unnamed].toSorted()
    const requests = async (actor: Actor | null) =>
      (await find(actor, { text: '感应电炉', kind: 'request' })).hits.map(({ id }) => id).toSorted()
    expect(await requests(bank.loanOfficer.actor)).toEqual(both)
    expect(await requests(bureau.officer.actor)).toEqual(both)
    expect(await requests(enterprise.owner.actor)).toEqual(both)
    expect(await requests(other.owner.actor)).toEqual([])
    expect(await requests(null)).toEqual([])
    expect((await find(null, { text: '感应电炉' })).counts.request ?? 0).toBe(0)
  })

  test('an unnamed request is not found by its enterprise, nor shows it', async () => {
    const { hits } = await find(bank.loanOfficer.actor, { text: '赤焰铸造', kind: 'request' })
    expect(hits.map(({ id }) => id)).toEqual([named])
    const { hits: shown } = await find(bank.loanOfficer.actor, { text: '周转金', kind: 'request' })
    expect(shown).toMatchObject([{ id: unnamed, enterprise: null, tier: 'none' }])
    expect(JSON.stringify(shown)).not.toContain('赤焰')
  })

  test('private figures and contacts lead nowhere', async () => {
    for (const text of ['13812345678', '周老板', '评估价八百万元']) {
      expect(await idsFor(bureau.officer.actor, text)).toEqual([])
    }
  })

  test('a suspension is felt at once, before the index follows, and by what depends on it after', async () => {
    const gone = await makeInstitution(world, { name: '南昌骤停试验银行' })
    const gonesProduct = await makeProduct(world, gone, { name: '骤停贷' })
    await found.drain()
    expect(await idsFor(null, '骤停')).toEqual([gone.id, gonesProduct].toSorted())
    await suspendOrganization(world.db, bureau.officer.actor, gone.id, '资质到期')
    expect(await idsFor(null, '骤停')).toEqual([])
    await found.drain()
    expect((await find(null, { text: '骤停' })).total).toBe(0)
  })
})

describe('when the search server is away', () => {
  let line: Line
  let search: Search
  const away = async () => {
    const { searchUrl, searchKey } = inject('engines')
    line = await proxyTo(searchUrl)
    closing.push(line.close)
    const { prefix } = found
    search = connectSearch({
      url: line.url,
      key: searchKey,
      prefix,
      restMs: 0,
      patienceMs: 30_000,
    })
    line.cut()
  }

  test('Postgres answers more simply and says so, and it recovers by itself', async () => {
    await away()
    const simple = await find(null, { text: '赤焰铸造' }, search)
    expect(simple).toMatchObject({ degraded: true, total: 1, counts: { organization: 1 } })
    expect(simple.hits.map(({ id }) => id)).toEqual([enterprise.id])
    expect((await find(null, { text: enterprise.uscc }, search)).hits[0]?.id).toBe(enterprise.id)
    expect((await find(null, { text: '电炉设备贷' }, search)).hits[0]?.id).toBe(product)
    line.mend()
    const full = await find(null, { text: 'cyzz' }, search)
    expect(full).toMatchObject({ degraded: false, hits: [{ id: enterprise.id }] })
  })

  test('an answer that comes late is told apart from one that refuses', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
    closing.push(async () => silent.close().closeAllConnections())
    const codes: unknown[] = []
    const onError = (error: Error) => codes.push((error as { code?: string }).code)
    const { port } = silent.address() as AddressInfo
    const { searchUrl, searchKey } = inject('engines')
    const late = connectSearch({ url: `http://127.0.0.1:${port}`, key: searchKey, onError })
    const wrong = connectSearch({
      url: searchUrl,
      key: 'no-key-of-this-server',
      patienceMs: 30_000,
      onError,
    })
    for (const one of [late, wrong]) expect(await find(null, { text: '赤焰' }, one)).toBeTruthy()
    expect(codes).toEqual(['late', 'invalid_api_key'])
  })

  test('a question that ends within a character is answered like any other', async () => {
    for (const text of ['赤焰铸造\ud83d', `${'赤焰 '.padEnd(199, '炉')}😀`])
      expect(await find(null, { text })).toMatchObject({ degraded: false })
  })

  test('rights hold as before', async () => {
    await away()
    expect(await idsFor(null, '感应电炉', search)).toEqual([])
    expect(await idsFor(bank.loanOfficer.actor, '感应电炉', search)).toEqual(
      [named, unnamed].toSorted(),
    )
  })

  test('signs of patterns are taken literally, and pages follow one another', async () => {
    await away()
    expect(await idsFor(null, '%', search)).toEqual([])
    const first = await find(null, { text: '南昌', limit: 2 }, search)
    expect(first.next).not.toBeNull()
    const second = await find(null, { text: '南昌', limit: 2, offset: 2 }, search)
    const seen = [...first.hits, ...second.hits].map(({ id }) => id)
    expect(new Set(seen).size).toBe(seen.length)
  })
})
