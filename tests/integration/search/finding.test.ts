import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'
import { type ListedCompany, listCompanies } from '../../support/registry.ts'
import { testSearch } from '../../support/search.ts'

const world = testDatabase()
const found = testSearch(world)
let companies: ListedCompany[]

beforeAll(async () => {
  companies = await listCompanies(world.db, [
    { name: '深圳市华强精密制造有限公司', scope: '不锈钢管、精密零件的制造' },
    { name: '深圳市华强精密制造有限公司南昌分公司' },
    { name: '江西华强贸易有限公司', scope: '国内贸易' },
    { name: '南昌市三燕贸易公司', scope: '五金、交电、日用杂货、建筑材料' },
    { name: '江西三燕实业有限公司' },
    { name: '南昌绿野仙踪国际旅行社有限公司' },
    { name: '越信亚洲（江西）电子通讯有限公司' },
    { name: '江西重庆路银行咨询有限公司', scope: '贷款咨询' },
    { name: '南昌水产品经营管理有限公司' },
  ])
  await found.drain()
})

const names = async (text: string) => {
  const { hits } = await found.search.query({ text, audience: ['public'], limit: 5 })
  return hits.map(({ id }) => companies.find((company) => company.id === id)?.name)
}

describe('somebody who looks for a company', () => {
  test('finds it first by its full legal name, also beside its branch', async () => {
    for (const { name } of companies) expect((await names(name))[0]).toBe(name)
  })

  test('finds it alone by its credit code, in any width and case', async () => {
    const { uscc, name } = companies[3]!
    const wide = [...uscc.toLowerCase()]
      .map((item) => String.fromCharCode(item.charCodeAt(0) + 0xfee0))
      .join('')
    expect(await names(uscc)).toEqual([name])
    expect(await names(wide)).toEqual([name])
  })

  test.each([
    ['hqjm', 'initials inside the name'],
    ['szshqjm', 'initials from its beginning'],
    ['huaqiangjingmi', 'pinyin inside the name'],
    ['hua qiang jing mi', 'pinyin with spaces'],
    ['华强jm', 'characters, then initials'],
    ['華強精密', 'traditional characters'],
    ['ＨＱＪＭ', 'full-width letters'],
    ['强精密', 'characters from the middle of words'],
    ['华强精蜜制造', 'a homophone'],
    ['华强精密', 'a part of the name'],
  ])('finds 华强精密 by %s: %s', async (text) => {
    expect((await names(text))[0]).toMatch(/^深圳市华强精密/)
  })

  test.each(['三燕贸', '三燕燕贸易', '三雁贸易', '三贸燕易', '三啊贸易'])(
    'is forgiven one slip: %s',
    async (text) => {
      expect(await names(text)).toContain('南昌市三燕贸易公司')
    },
  )

  test('finds the name inside a long question', async () => {
    const text = '请问有没有人知道在南昌做旅游的那家绿野仙踪国际旅行社的联系方式和地址在什么地方'
    expect((await names(text))[0]).toBe('南昌绿野仙踪国际旅行社有限公司')
  })

  test('finds what a company does by words that mean the same', async () => {
    expect(await names('融资咨询')).toContain('江西重庆路银行咨询有限公司')
  })

  test('finds nothing for what nobody has, and is shown what comes near', async () => {
    const { total, hits } = await found.search.query({
      text: '量子火箭 不锈钢管',
      audience: ['public'],
    })
    expect({ total, hits }).toEqual({ total: 0, hits: [] })
    const near = await found.search.near({ text: '量子火箭 不锈钢管', audience: ['public'] })
    expect(near.map(({ id }) => id)).toContain(companies[0]!.id)
  })

  test('goes through all of them without a word, page by page, each once', async () => {
    const seen: string[] = []
    for (let offset = 0; offset < companies.length; offset += 4) {
      const { hits } = await found.search.query({
        text: '',
        audience: ['public'],
        offset,
        limit: 4,
      })
      seen.push(...hits.map(({ id }) => id))
    }
    expect(seen.toSorted()).toEqual(companies.map(({ id }) => id).toSorted())
  })

  test('narrows by a facet that still shows what its other values would bring', async () => {
    const { facets, total, counts } = await found.search.query({
      text: '',
      audience: ['public'],
      facets: { industry: ['F'] },
      withFacets: true,
    })
    expect(total).toBe(facets.industry?.F)
    expect(Object.keys(facets.industry ?? {}).length).toBeGreaterThan(1)
    expect(counts.organization).toBe(companies.length)
  })
})
