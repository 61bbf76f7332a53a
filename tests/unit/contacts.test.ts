import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findContacts, hasContact } from '#app/domain/text/contacts.ts'

const kinds = (text: string) => findContacts(text).map(({ what }) => what)

describe('a way to reach somebody in a text that many read', () => {
  test.each([
    ['请联系13812345678', 'mobile'],
    ['电话：138-1234-5678', 'mobile'],
    ['１３８ １２３４ ５６７８ 张工', 'mobile'],
    ['1 3 8.1 2 3 4.5 6 7 8', 'mobile'],
    ['+86 138 1234 5678', 'mobile'],
    ['0086-13812345678', 'mobile'],
    ['138.1234.5678', 'mobile'],
    ['一三八一二三四五六七八', 'mobile'],
    ['座机 0791-86123456', 'landline'],
    ['热线400-812-3456', 'landline'],
    ['传真（0791）86123456', 'landline'],
    ['发到 sales@example.com', 'email'],
    ['sales＠example．com', 'email'],
    ['sales (at) example.com', 'email'],
    ['zhou_rui+1@mail.163.com', 'email'],
    ['sales@x.y.example.com', 'email'],
    ['加微信：ruicheng_2020', 'wechat'],
    ['微信同号', 'wechat'],
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
        const written = [...'13987654321'].map((item, index) => item + signs[index]).join('')
        expect(kinds(`联系 ${written} 谢谢`)).toContain('mobile')
      }),
    )
  })

  test('what stands inside another find is said once', () => {
    expect(kinds('sales@ruicheng.com')).toEqual(['email'])
  })

  test('a number that is written twice is said where it stands', () => {
    expect(findContacts('微信 13812345678，手机 13812345678').map(({ what }) => what)).toEqual([
      'wechat',
      'mobile',
    ])
  })
})

describe('a text is refused only for what can hardly be anything else', () => {
  test.each([
    '请直接拨打 138 1234 5678 联系我',
    '电话１３８—１２３４—５６７８',
    '座机 0791-86123456',
    '发到 sales@example.com',
    '加微信聊',
    'VX: abc12345',
    'QQ：123456789',
  ])('%s', (text) => {
    expect(hasContact(text)).toBe(true)
  })

  test.each([
    '近四年产值 13.5、14.2、15.8、16.3 亿元',
    '采购 VX12000 注塑机两台',
    '开发微信小程序与微信公众号商城',
    '参见 www.example.gov.cn 所列政策',
    '钢筋 φ8@200.5，三级钢',
    '合同额 1,500,000,000.0 元',
  ])('not for %s', (text) => {
    expect(hasContact(text)).toBe(false)
  })
})

/** What makes patterns go back and forth: each is a million characters long. */
const million = 1_000_000
const fill = (part: string) => part.repeat(Math.ceil(million / part.length)).slice(0, million)
test.each([
  ['a name without end', fill('a')],
  ['names and signs in turn', fill('a@')],
  ['an address without end', `a@${fill('b.')}`],
  ['addresses', fill('a@b.co ')],
  ['dots', fill('a.')],
  ['blanks after a word', `微信${fill(' ')}`],
  ['words and blanks', fill('微信   ')],
  ['words and blanks of another kind', fill('q q   ')],
  ['digits', fill('13')],
  ['digits with signs between', fill('1 - 3 - ')],
  ['brackets', fill('(0791')],
  ['web', fill('www . ')],
])('%s, a million characters long, is read to its end', (_, text) => {
  expect(hasContact(text)).toBeTypeOf('boolean')
  expect(Array.isArray(findContacts(text))).toBe(true)
})
