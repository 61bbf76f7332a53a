import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../../support/api.ts'
import { type ListedCompany, listCompanies } from '../../support/registry.ts'
import { testSearch } from '../../support/search.ts'
import { openSite, type Site } from '../../support/site.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const found = testSearch(world)
let site: Site
let companies: ListedCompany[]

beforeAll(async () => {
  site = await openSite(world, found.prefix)
  companies = await listCompanies(
    world.db,
    Array.from({ length: 7 }, (_, n) => ({ name: `南昌接口${'甲乙丙丁戊己庚'[n]}号贸易有限公司` })),
  )
  await found.drain()
})
afterAll(() => site?.close())

const ask = (query: string) => callApi(site.url, `/search?${query}`)

describe('GET /api/v1/search', () => {
  test('answers a visitor with exactly what it promises', async () => {
    const { id, name } = companies[0]!
    const { status, body } = await ask(`q=${encodeURIComponent(name)}`)
    expect(status).toBe(200)
    expect(Object.keys(body).toSorted()).toEqual(['counts', 'degraded', 'hits', 'next', 'total'])
    expect(body.hits[0]).toEqual({
      kind: 'organization',
      id,
      title: name,
      url: `/organizations/${id}`,
    })
    expect(body).toMatchObject({ degraded: false, next: null })
    expect(body.counts).toEqual({
      organization: body.total,
      product: 0,
      request: 0,
      session: 0,
      listing: 0,
    })
  })

  test('goes on from its cursor until everything was seen once', async () => {
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 9; page++) {
      const { body } = await ask(`q=接口&kind=organization&limit=3${cursor}`)
      expect(body.total).toBe(7)
      seen.push(...body.hits.map(({ id }: { id: string }) => id))
      if (body.next === null) break
      cursor = `&cursor=${body.next}`
    }
    expect(seen.toSorted()).toEqual(companies.map(({ id }) => id).toSorted())
  })

  test('counts every kind whatever kind is chosen', async () => {
    const { body } = await ask('q=接口&kind=listing')
    expect(body).toMatchObject({ hits: [], total: 0, counts: { organization: 7 } })
  })

  test.each([
    ['kind=firm', 'kind'],
    ['limit=0', 'limit'],
    ['limit=1000', 'limit'],
    ['limit=many', 'limit'],
    ['cursor=%21', 'cursor'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['page=2', 'page'],
    ['q=a&q=b', 'q'],
  ])('says what is wrong with ?%s', async (query, parameter) => {
    const { status, headers, body } = await ask(query)
    expect(status).toBe(422)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ code: 'api.invalid', errors: [{ parameter }] })
    expect(body.errors[0].detail).toMatch(/[\u4e00-\u9fff]/)
  })
})
