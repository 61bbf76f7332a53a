import { describe, expect, test } from 'vitest'
import {
  checkEligibility,
  type EnterpriseFacts,
  summarize,
  verdictOf,
} from '#app/domain/eligibility/eligibility.ts'
import { readConditions, rulesOf } from '#app/domain/eligibility/rules.ts'

const wan = 1_000_000
const today = '2026-11-23'

const facts: EnterpriseFacts = {
  tier: 'specialized',
  registeredOn: '2019-05-06',
  province: '江西省',
  city: '南昌市',
  district: '东湖区',
  revenueFen: 2600 * wan,
  taxFen: 130 * wan,
  rndFen: 100 * wan,
  assetsFen: 3000 * wan,
  liabilitiesFen: 1800 * wan,
}

const product = {
  amountMinFen: 50 * wan,
  amountMaxFen: 1000 * wan,
  termMinMonths: null,
  termMaxMonths: 36,
  region: null,
  tiers: [],
  targetNote: null,
  conditions: null,
}

const ask = { amountFen: 300 * wan, termMonths: 12 }

const outcomes = (conditions: string, known: Partial<EnterpriseFacts> = {}) =>
  checkEligibility(readConditions(conditions), { ...facts, ...known }, ask, today).map(
    ({ rule, outcome, missing }) => [rule.kind, outcome, missing],
  )

describe('Conditions as banks write them', () => {
  test.each([
    ['成立满两年', { kind: 'age', min: 24, max: null }],
    ['成立≥6个月', { kind: 'age', min: 6, max: null }],
    ['在区内注册一年及以上', { kind: 'age', min: 12, max: null }],
    ['实际经营2年以上', { kind: 'age', min: 24, max: null }],
    ['成立≤5年（技术周期长可至10年）', { kind: 'age', min: null, max: 60 }],
    ['年纳税≥5000元', { kind: 'tax', min: 500_000 }],
    ['近12个月纳税3万以上', { kind: 'tax', min: 3 * wan }],
    ['负债率≤70%', { kind: 'debt_ratio', max: 7000 }],
    ['纳税信用B级以上', { kind: 'tax_grade', text: '纳税信用B级以上' }],
    ['近3月查询≤4次', { kind: 'credit_record', text: '近3月查询≤4次' }],
    ['已有订单', { kind: 'other', text: '已有订单' }],
  ])('“%s” is understood', (text, rule) => {
    expect(readConditions(text)).toEqual([rule])
  })

  test('come several in one text', () => {
    const kinds = readConditions(
      '通用：经营满2年、正常纳税2年以上、年纳税2万以上、纳税信用B级以上',
    ).map(({ kind }) => kind)
    expect(kinds).toEqual(['age', 'other', 'tax', 'tax_grade'])
    expect(readConditions('营收<1亿元且研发占比≥5%')).toEqual([
      { kind: 'revenue', max: 10_000 * wan },
      { kind: 'rnd_ratio', min: 500 },
    ])
  })
})

describe('An enterprise', () => {
  test('meets, misses, or leaves open each condition', () => {
    expect(outcomes('成立满两年；年纳税2万以上；负债率≤50%；纳税信用B级以上')).toEqual([
      ['age', 'pass', null],
      ['tax', 'pass', null],
      ['debt_ratio', 'fail', null],
      ['tax_grade', 'unknown', 'proof'],
    ])
  })

  test('is told what is missing instead of being turned away', () => {
    const unknown = { taxFen: null, registeredOn: null, assetsFen: null }
    expect(outcomes('成立满两年；年纳税2万以上；负债率≤50%', unknown)).toEqual([
      ['age', 'unknown', 'registered_on'],
      ['tax', 'unknown', 'tax'],
      ['debt_ratio', 'unknown', 'balance'],
    ])
  })

  test('is as old as its full months', () => {
    const born = (registeredOn: string) => outcomes('成立满两年', { registeredOn })[0]![1]
    expect(born('2024-11-23')).toBe('pass')
    expect(born('2024-11-24')).toBe('fail')
  })

  test('is at home where the product is', () => {
    const at = (region: string) =>
      checkEligibility(rulesOf({ ...product, region }), facts, ask, today).find(
        ({ rule }) => rule.kind === 'region',
      )?.outcome
    expect(at('全国')).toBeUndefined()
    expect(at('江西省')).toBe('pass')
    expect(at('江西省南昌市')).toBe('pass')
    expect(at('江西省新余高新区')).toBe('unknown')
    expect(at('南昌市')).toBe('pass')
    expect(at('重庆')).toBe('fail')
    expect(at('省级分行（来源未写明省份）')).toBe('unknown')
  })

  test('of another tier may still belong where the product names others too', () => {
    const tiers = ['little_giant']
    const outcome = (targetNote: string) =>
      checkEligibility(rulesOf({ ...product, tiers, targetNote }), facts, ask, today).find(
        ({ rule }) => rule.kind === 'tier',
      )?.outcome
    expect(outcome('国家级小巨人')).toBe('fail')
    expect(outcome('高企、小巨人、科技型企业等')).toBe('unknown')
  })

  test('that asks too much fails by its amount alone', () => {
    const much = { amountFen: 2000 * wan, termMonths: 12 }
    const findings = checkEligibility(rulesOf(product), facts, much, today)
    expect(verdictOf(findings)).toBe('fail')
    expect(verdictOf(checkEligibility(rulesOf(product), facts, ask, today))).toBe('pass')
  })
})

test('an institution is told the results and none of the figures', () => {
  const findings = checkEligibility(
    rulesOf({ ...product, conditions: '年纳税2万以上；征信良好' }),
    facts,
    ask,
    today,
  )
  expect(summarize(findings)).toContainEqual({ kind: 'tax', outcome: 'pass', text: null })
  expect(JSON.stringify(summarize(findings))).not.toContain(String(facts.taxFen))
})
