import { beforeAll, describe, expect, test } from 'vitest'
import type { RequestContext } from '#app/context.ts'
import { refuse } from '#app/domain/refusal.ts'
import { loader } from '#app/routes/api.v1.search.ts'
import { testDatabase } from '../support/database.ts'
import { type ListedCompany, listCompanies } from '../support/registry.ts'
import { testSearch } from '../support/search.ts'

const world = testDatabase()
const found = testSearch(world)
let companies: ListedCompany[]

beforeAll(async () => {
  companies = await listCompanies(
    world.db,
    Array.from({ length: 7 }, (_, n) => ({ name: `南昌接口${'甲乙丙丁戊己庚'[n]}号贸易有限公司` })),
  )
  await found.drain()
})

async function ask(query: string, context: Partial<RequestContext> = {}) {
  const response = (await loader({
    request: new Request(`http://test/api/v1/search?${query}`),
    params: {},
    context: {
      db: world.db,
      search: found.search,
      actor: null,
      client: { address: '127.0.0.1', agent: null },
      limits: { consume: async () => {}, giveBack: async () => {} },
      ...context,
    } as RequestContext & Record<string, unknown>,
  })) as Response
  return { status: response.status, headers: response.headers, body: await response.json() }
}

describe('GET /api/v1/search', () => {
  test('answers with exactly what it promises', async () => {
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
  ])('says what is wrong with ?%s', async (query, name) => {
    const { status, body } = await ask(query)
    expect(status).toBe(422)
    expect(body.error).toMatchObject({ code: 'invalid', message: expect.stringContaining('参数') })
    expect(Object.keys(body.error.fields)).toEqual([name])
    expect(body.error.fields[name][0]).not.toContain('search_api')
  })

  test('tells who asks too often when to come back', async () => {
    const limits = {
      consume: async () => {
        throw refuse('too_many', 'too_many', { params: { minutes: 1 }, retryAfter: 30 })
      },
      giveBack: async () => {},
    }
    const { status, headers, body } = await ask('q=a', { limits })
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('30')
    expect(body.error.code).toBe('too_many')
  })
})
