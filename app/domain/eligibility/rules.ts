import { fenPerWan } from '../financing/vocabulary.ts'

/** A condition of a product. Amounts in fen, ages and terms in months, shares in basis points. */
export type Rule =
  | { kind: 'amount'; min: number | null; max: number | null }
  | { kind: 'term'; min: number | null; max: number | null }
  | { kind: 'region'; region: string }
  | { kind: 'tier'; tiers: readonly string[]; open: boolean }
  | { kind: 'age'; min: number | null; max: number | null }
  | { kind: 'tax'; min: number }
  | { kind: 'revenue'; max: number }
  | { kind: 'debt_ratio'; max: number }
  | { kind: 'rnd_ratio'; min: number }
  | { kind: 'tax_grade'; text: string }
  | { kind: 'credit_record'; text: string }
  /** Words that no rule here understands; the institution looks at it itself. */
  | { kind: 'other'; text: string }

export type RuleKind = Rule['kind']

export interface EligibilityProduct {
  amountMinFen: number | null
  amountMaxFen: number | null
  termMinMonths: number | null
  termMaxMonths: number | null
  region: string | null
  tiers: readonly string[]
  targetNote: string | null
  conditions: string | null
}

/** Everything that a product asks for, in the order in which it is told. */
export function rulesOf(product: EligibilityProduct): Rule[] {
  const rules: Rule[] = []
  const { amountMinFen, amountMaxFen, termMinMonths, termMaxMonths, region, tiers } = product
  if ((amountMinFen ?? amountMaxFen) !== null) {
    rules.push({ kind: 'amount', min: amountMinFen, max: amountMaxFen })
  }
  if ((termMinMonths ?? termMaxMonths) !== null) {
    rules.push({ kind: 'term', min: termMinMonths, max: termMaxMonths })
  }
  if (region && !/全国/.test(region)) rules.push({ kind: 'region', region })
  if (tiers.length > 0) {
    const others = /高企|高新技术|科技型|核心企业|产业|其他|等/.test(product.targetNote ?? '')
    rules.push({ kind: 'tier', tiers, open: others })
  }
  return [...rules, ...readConditions(product.conditions ?? '')]
}

/** The clauses of a text of conditions, each as a rule as far as it is understood. */
export function readConditions(text: string): Rule[] {
  return text
    .normalize('NFKC')
    .split(/[;。\n]|(?<!\d),|(?<=元)且/)
    .flatMap((clause) => (/年.*、|、.*年/.test(clause) ? clause.split('、') : [clause]))
    .map((clause) => clause.replace(/^通用:/, '').trim())
    .filter((clause) => clause !== '')
    .map(readClause)
}

const numerals: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6 }
const number = (text: string): number => numerals[text] ?? Number(text)
const figure = '(\\d+(?:\\.\\d+)?|[一二两三四五六])'
const unitsInMonths: Record<string, number> = { 年: 12, 个月: 1 }
const unitsInFen: Record<string, number> = {
  元: 100,
  万: fenPerWan,
  万元: fenPerWan,
  亿元: fenPerWan * 10_000,
}

const pattern = (source: string) => new RegExp(source.replaceAll('#', figure))
const founded = '(?:成立|经营|注册|营业执照)'
const patterns = {
  older: pattern(`${founded}[^\\d一二两三四五六]{0,6}#(?:-\\d)?(年|个月)(?!内)`),
  younger: pattern(`成立(?:≤|不超过|未满)#(年|个月)`),
  tax: pattern('纳税[^\\d]{0,2}≥?#(万元|万|元)|年纳税≥?#(万元|万|元)'),
  revenue: pattern('(?:营收|营业收入)[^\\d研]{0,2}(?:<|≤|不超过|低于)#(亿元|万元|万)'),
  debt: pattern('负债率(?:≤|不超过|低于)#%'),
  rnd: pattern('研发(?:投入)?占比(?:≥|不低于)#%'),
}

function readClause(text: string): Rule {
  const younger = patterns.younger.exec(text)
  if (younger) return { kind: 'age', min: null, max: months(younger) }
  const rnd = patterns.rnd.exec(text)
  if (rnd) return { kind: 'rnd_ratio', min: number(rnd[1]!) * 100 }
  const revenue = patterns.revenue.exec(text)
  if (revenue) return { kind: 'revenue', max: number(revenue[1]!) * unitsInFen[revenue[2]!]! }
  const debt = patterns.debt.exec(text)
  if (debt) return { kind: 'debt_ratio', max: number(debt[1]!) * 100 }
  if (/纳税(?:信用)?(?:评级|等级|信用)?[A-DM]/.test(text)) return { kind: 'tax_grade', text }
  const tax = patterns.tax.exec(text)
  if (tax) return { kind: 'tax', min: number(tax[1] ?? tax[3]!) * unitsInFen[tax[2] ?? tax[4]!]! }
  const older = patterns.older.exec(text)
  if (older) return { kind: 'age', min: months(older), max: null }
  if (/征信|逾期|连三|不良信用|违约|负面记录|查询/.test(text))
    return { kind: 'credit_record', text }
  return { kind: 'other', text }
}

const months = (found: RegExpExecArray): number => number(found[1]!) * unitsInMonths[found[2]!]!
