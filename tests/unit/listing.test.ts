import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findContacts, findFlags, findSensitive } from '#app/domain/listing/flags.ts'
import { listingSchema, parseSpec } from '#app/domain/listing/listing.ts'
import { listingForm } from '../support/trade.ts'

const kinds = (text: string) => findContacts('body', text).map(({ what }) => what)

describe('contact details in a listing’s text', () => {
  test.each([
    ['请联系13812345678', 'mobile'],
    ['电话：138-1234-5678', 'mobile'],
    ['１３８ １２３４ ５６７８ 张工', 'mobile'],
    ['1 3 8.1 2 3 4.5 6 7 8', 'mobile'],
    ['+86 138 1234 5678', 'mobile'],
    ['一三八一二三四五六七八', 'mobile'],
    ['座机 0791-86123456', 'landline'],
    ['热线400-812-3456', 'landline'],
    ['发到 sales@example.com', 'email'],
    ['sales＠example．com', 'email'],
    ['sales (at) example.com', 'email'],
    ['加微信：ruicheng_2020', 'wechat'],
    ['加 薇信 zhourui88', 'wechat'],
    ['VX: abc12345', 'wechat'],
    ['V：abc12345', 'wechat'],
    ['QQ 123456789', 'qq'],
    ['扣扣号：１２３４５６７', 'qq'],
    ['见 https://ruicheng.example.com/moulds', 'web'],
    ['官网 www.ruicheng.cn', 'web'],
    ['ruicheng.com.cn 可查', 'web'],
  ])('%s', (text, what) => {
    expect(kinds(text)).toContain(what)
  })

  test.each([
    '精度 6 级，模数 1–8，月均 3000 件，单价 20–30 元',
    '日产100-300吨石灰窑，专利号 ZL201310586887.2',
    '直径 0.25~0.45mm，压力 2000Pa，温度 -40~120℃',
    '执行 GB/T 4754-2017 与 ISO 9001:2015',
    '尺寸 1200×800×600 mm，重量 15.5 t，2026-12-31 前交付',
    '信用代码 91360102MA12345678 的企业',
  ])('figures of the trade are none: %s', (text) => {
    expect(kinds(text)).toEqual([])
  })

  test('a mobile number is found whatever stands between its digits', () => {
    const sign = fc.constantFrom('', ' ', '-', '.', ' - ', '，', '—')
    fc.assert(
      fc.property(fc.array(sign, { minLength: 11, maxLength: 11 }), (signs) => {
        const written = [...'13987654321'].map((one, index) => one + signs[index]).join('')
        expect(kinds(`联系 ${written} 谢谢`)).toContain('mobile')
      }),
    )
  })

  test('what stands inside another find is said once', () => {
    expect(kinds('sales@ruicheng.com')).toEqual(['email'])
  })
})

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
