import type { Rule, RuleKind } from './rules.ts'

/** What is known of an enterprise. Fen; dates `YYYY-MM-DD`; null is not known. */
export interface EnterpriseFacts {
  tier: string
  registeredOn: string | null
  province: string | null
  city: string | null
  district: string | null
  revenueFen: number | null
  taxFen: number | null
  rndFen: number | null
  assetsFen: number | null
  liabilitiesFen: number | null
}

/** What it would ask for; null while it hasn't said. */
export interface Ask {
  amountFen: number | null
  termMonths: number | null
}

/** What would settle an open question, and where it is entered. */
export const missingFacts = [
  'amount',
  'term',
  'region',
  'registered_on',
  'tax',
  'revenue',
  'rnd',
  'balance',
  'proof',
] as const
export type MissingFact = (typeof missingFacts)[number]

export interface Finding {
  rule: Rule
  outcome: 'pass' | 'fail' | 'unknown'
  missing: MissingFact | null
}

const pass = (ok: boolean) => ({
  outcome: ok ? ('pass' as const) : ('fail' as const),
  missing: null,
})
const unknown = (missing: MissingFact) => ({ outcome: 'unknown' as const, missing })

const within = (value: number, min: number | null, max: number | null): boolean =>
  (min === null || value >= min) && (max === null || value <= max)

/** Whether an enterprise meets a product's conditions, one by one; nothing is taken for met because it isn't known. */
export const checkEligibility = (
  rules: readonly Rule[],
  facts: EnterpriseFacts,
  ask: Ask,
  today: string,
): Finding[] => rules.map((rule) => ({ rule, ...check(rule, facts, ask, today) }))

function check(rule: Rule, facts: EnterpriseFacts, ask: Ask, today: string) {
  switch (rule.kind) {
    case 'amount':
      return ask.amountFen === null
        ? unknown('amount')
        : pass(within(ask.amountFen, rule.min, rule.max))
    case 'term':
      return ask.termMonths === null
        ? unknown('term')
        : pass(within(ask.termMonths, rule.min, rule.max))
    case 'region':
      return checkRegion(rule.region, facts)
    case 'tier':
      if (rule.tiers.includes(facts.tier)) return pass(true)
      return rule.open ? unknown('proof') : pass(false)
    case 'age':
      return facts.registeredOn === null
        ? unknown('registered_on')
        : pass(within(monthsBetween(facts.registeredOn, today), rule.min, rule.max))
    case 'tax':
      return facts.taxFen === null ? unknown('tax') : pass(facts.taxFen >= rule.min)
    case 'revenue':
      return facts.revenueFen === null ? unknown('revenue') : pass(facts.revenueFen < rule.max)
    case 'debt_ratio':
      if (!facts.assetsFen || facts.liabilitiesFen === null) return unknown('balance')
      return pass(facts.liabilitiesFen * 10_000 <= facts.assetsFen * rule.max)
    case 'rnd_ratio':
      if (!facts.revenueFen || facts.rndFen === null) return unknown('rnd')
      return pass(facts.rndFen * 10_000 >= facts.revenueFen * rule.min)
    case 'tax_grade':
    case 'credit_record':
    case 'other':
      return unknown('proof')
  }
}

/** Whole months from a day to a later one. */
export function monthsBetween(from: string, to: string): number {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  return (toYear - year) * 12 + toMonth - month - (toDay < day ? 1 : 0)
}

const provinces =
  /北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门/

const bare = (name: string): string => name.replace(/(?:省|市|区|县|自治区|特别行政区)$/, '')

/** The place that the product names must be the enterprise's; one of another province settles it. */
function checkRegion(region: string, { province, city, district }: EnterpriseFacts) {
  const places = [city, district].filter((name) => name !== null).map(bare)
  const named = provinces.exec(region)?.[0]
  if (!named && places.length === 0) return unknown('region')
  if (!named) {
    return places.some((place) => region.startsWith(place)) ? pass(true) : unknown('proof')
  }
  if (!province) return unknown('region')
  if (bare(province) !== named) return pass(false)
  const rest = region.slice(region.indexOf(named) + named.length).replace(/^(?:省|市|自治区)/, '')
  if (rest === '') return pass(true)
  if (places.length === 0) return unknown('region')
  return places.some((place) => rest.startsWith(place)) ? pass(true) : unknown('region')
}

/** The sum of it for a list: what fails outweighs what is open. */
export function verdictOf(findings: readonly Finding[]): Finding['outcome'] {
  if (findings.some(({ outcome }) => outcome === 'fail')) return 'fail'
  return findings.every(({ outcome }) => outcome === 'pass') ? 'pass' : 'unknown'
}

/** What an institution is shown of an application: which conditions were met, without the enterprise's figures. */
export interface EligibilitySummary {
  kind: RuleKind
  outcome: Finding['outcome']
  /** Of a condition that is words. */
  text: string | null
}

export const summarize = (findings: readonly Finding[]): EligibilitySummary[] =>
  findings.map(({ rule, outcome }) => ({
    kind: rule.kind,
    outcome,
    text: 'text' in rule ? rule.text : null,
  }))
