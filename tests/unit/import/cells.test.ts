import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEnterprise } from '#app/domain/import/enterprises.ts'
import { parseProduct } from '#app/domain/import/products.ts'
import { findIndustryName } from '#app/domain/industry/classification.ts'
import { registerPhrases } from '#app/domain/industry/phrases.ts'
import { proposeIndustry } from '#app/domain/industry/propose.ts'
import { parseCapital } from '#app/domain/money/capital.ts'
import { tidyCell, tidyName, toHalfWidth } from '#app/domain/text/width.ts'
import { parseDay } from '#app/domain/time/day.ts'

describe('registered capital as registries write it', () => {
  test.each([
    ['75(万元人民币)', 75_000_000, 'CNY'],
    ['1,000(万元人民币)', 1_000_000_000, 'CNY'],
    ['１２０．５（万元人民币）', 120_500_000, 'CNY'],
    ['50万人民币', 50_000_000, 'CNY'],
    ['300万元', 300_000_000, 'CNY'],
    ['2亿元人民币', 20_000_000_000, 'CNY'],
    ['10(万美元)', 10_000_000, 'USD'],
    ['3,000(万港币)', 3_000_000_000, 'HKD'],
  ])('%s', (text, fen, currency) => {
    expect(parseCapital(text)).toEqual({ fen, currency })
  })

  test.each(['abc', '', '万元', '75(万元金币)', '-5(万元人民币)', '1(万元人民币)2'])(
    'refuses to guess at “%s”',
    (text) => {
      expect(parseCapital(text)).toBeNull()
    },
  )

  test('is exact for every whole number of 万元', () => {
    fc.assert(
      fc.property(
        fc.nat(9_999_999),
        (wan) =>
          parseCapital(`${wan.toLocaleString('en-US')}(万元人民币)`)?.fen === wan * 1_000_000,
      ),
    )
  })
})

describe('a date in a table', () => {
  test.each([
    '2019-01-21',
    '2019/1/21',
    '2019.01.21',
    '2019年1月21日',
    '20190121',
    '２０１９－０１－２１',
    '2019-01-21 00:00:00',
  ])('%s', (text) => {
    expect(parseDay(text)).toBe('2019-01-21')
  })

  test.each(['昨天', '2019-02-30', '2019-13-01', '21/01/2019', ''])('refuses “%s”', (text) => {
    expect(parseDay(text)).toBeNull()
  })

  test('every day of the calendar survives', () => {
    const days = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10)
        return parseDay(day.replaceAll('-', '/')) === day
      }),
    )
  })
})

describe('text from a table', () => {
  test('says nothing in many ways', () => {
    for (const text of ['', ' ', '-', '—', 'N/A', '无', '/']) {
      if (text !== '—') expect(tidyCell(text)).toBeNull()
    }
  })

  test('names keep their brackets in full width and lose stray spaces', () => {
    expect(tidyName(' 越信亚洲(江西) 电子 通讯有限公司 ')).toBe('越信亚洲（江西）电子通讯有限公司')
    expect(tidyName('ＡＢＣ科技有限公司')).toBe('ABC科技有限公司')
  })

  test('tidying twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => tidyName(tidyName(text)) === tidyName(text),
      ),
    )
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => toHalfWidth(toHalfWidth(text)) === toHalfWidth(text),
      ),
    )
  })
})

describe('an industry is proposed from what a company says of itself', () => {
  test.each([
    ['南昌洪房物业管理有限公司', '房屋及公用设施物业管理、绿化及环境卫生管理', '物业管理'],
    ['江西天龙汽车租赁有限公司', '汽车租赁、汽车装饰', '汽车租赁'],
    ['南昌盛恒广告传媒有限公司', '设计、制作、发布、代理国内各类广告', '广告业'],
    ['江西省钢联金属贸易有限公司', '国内贸易', '批发业'],
  ])('%s', (name, scope, industry) => {
    expect(findIndustryName(proposeIndustry(name, scope)!)).toBe(industry)
  })

  test('and not where nothing comes close', () => {
    expect(proposeIndustry('南昌某某', '其他')).toBeNull()
  })

  test('every phrase of registers leads to a class of GB/T 4754', () => {
    for (const [phrase, code] of registerPhrases)
      expect(findIndustryName(code), phrase).not.toBeNull()
  })
})

describe('a row', () => {
  test('names every fault at once, by its column', () => {
    const parsed = parseEnterprise({
      name: '',
      uscc: '91360100158354925X',
      registered_capital: '很多',
      registered_on: '昨天',
    })
    expect(
      'faults' in parsed && parsed.faults.map(({ column, reason }) => [column, reason]),
    ).toEqual([
      ['name', 'name_missing'],
      ['uscc', 'uscc_checksum'],
      ['registered_capital', 'capital'],
      ['registered_on', 'date'],
    ])
  })

  test('of a product becomes fen, months and basis points, with what its words mean', () => {
    const parsed = parseProduct({
      id: 'FP1',
      product_name: '小巨人贷',
      institution: '中国工商银行',
      amount_max_wan: '1000',
      term_max_months: '12',
      rate_low_pct: '2.1',
      rate_high_pct: '2.5',
      guarantee_type: '信用/抵质押50%',
      target: '注册在省内的专精特新小巨人企业',
      repayment: '先息后本/随借随还',
      source_url: 'https://example.com',
    })
    expect('facts' in parsed && parsed.facts).toMatchObject({
      amount_max_fen: 1_000_000_000,
      term_max_months: 12,
      rate_low_bp: 210,
      rate_high_bp: 250,
      guarantees: ['credit', 'mortgage', 'pledge'],
      repayments: ['interest_first', 'anytime'],
      tiers: ['little_giant'],
    })
  })
})
