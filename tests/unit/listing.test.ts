import { describe, expect, test } from 'vitest'
import { findFlags, findSensitive } from '#app/domain/listing/flags.ts'
import { listingSchema, parseSpec } from '#app/domain/listing/listing.ts'
import { listingForm } from '../support/trade.ts'

test('sensitive words carry their reason, also with signs between their characters', () => {
  expect(findSensitive('title', '全国第一的齿轮')).toEqual([
    { kind: 'sensitive', what: 'superlative', field: 'title', found: '全国第一' },
  ])
  expect(findSensitive('body', '可代 开 发 票')[0]?.what).toBe('money')
  expect(findSensitive('body', '国家级高新技术企业，第一批专精特新')).toEqual([])
})

test('every text of a listing is looked at', () => {
  const texts = {
    title: '最佳模具',
    body: '电话 13812345678',
    place: 'www.ruicheng.cn',
    specs: [{ name: '微信', value: 'abc12345', unit: null }],
    certificates: ['QQ123456'],
  }
  expect(new Set(findFlags(texts).map(({ field }) => field))).toEqual(
    new Set(['title', 'body', 'place', 'specs', 'certificates']),
  )
})

describe('a listing’s form', () => {
  test('reads specification lines as name, value and unit', () => {
    expect(parseSpec('精度：6 级')).toEqual({ name: '精度', value: '6', unit: '级' })
    expect(parseSpec('材料: 20CrMnTi')).toEqual({ name: '材料', value: '20CrMnTi', unit: null })
    expect(parseSpec('没有数值')).toBeNull()
  })

  test('takes a demand’s budget in 万元 and a supply’s price in 元', () => {
    const demand = listingSchema.parse(listingForm)
    expect([demand.priceLowFen, demand.priceHighFen]).toEqual([20_000_000, 30_000_000])
    const supply = listingSchema.parse({ ...listingForm, direction: 'supply', priceLow: 12.5 })
    expect(supply.priceLowFen).toBe(1250)
    expect(demand.certificates).toEqual(['ISO 9001', 'IATF 16949'])
  })

  test.each([
    [{ direction: 'supply', kind: 'procurement' }, 'kind'],
    [{ priceLow: 40 }, 'priceLow'],
    [{ specs: '没有数值' }, 'specs'],
    [{ specs: Array.from({ length: 13 }, (_, n) => `项${n}：${n}`).join('\n') }, 'specs'],
    [{ certificates: Array.from({ length: 11 }, (_, n) => `证${n}`).join('、') }, 'certificates'],
    [{ title: '短' }, 'title'],
  ])('%o is refused at its field', (changes, field) => {
    const { error } = listingSchema.safeParse({ ...listingForm, ...changes })
    expect(error?.issues.map(({ path }) => path[0])).toContain(field)
  })
})
