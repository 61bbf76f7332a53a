import type { ProductFacts } from '../product/facts.ts'
import { readGuarantees, readRepayments, readTiers } from '../product/vocabulary.ts'
import { tidyName } from '../text/width.ts'
import { readCells } from './cells.ts'
import type { Cells, Parsed } from './outcome.ts'

/** Columns of a file of financing products, each with the other names it may bear. */
export const productColumns: Readonly<Record<string, readonly string[]>> = {
  id: ['编号', '产品编号'],
  product_name: ['产品名称', '名称'],
  institution: ['金融机构', '机构', '机构名称'],
  region: ['地区', '适用地区'],
  amount_max_wan: ['最高额度（万元）', '最高额度'],
  amount_note: ['额度说明'],
  term_max_months: ['最长期限（月）', '最长期限'],
  term_note: ['期限说明'],
  rate_low_pct: ['最低利率（%）', '最低利率'],
  rate_high_pct: ['最高利率（%）', '最高利率'],
  rate_note: ['利率说明'],
  guarantee_type: ['担保方式'],
  target: ['适用对象'],
  conditions: ['申请条件'],
  required_materials: ['所需材料'],
  repayment: ['还款方式'],
  source_url: ['来源'],
  source_date: ['来源日期'],
}
export const productRequired = ['id', 'product_name', 'institution', 'source_url']

const fenPerWan = 10_000 * 100
const longestNote = 2000

/** A row of a file of products as facts. */
export function parseProduct(row: Cells): Parsed<ProductFacts> {
  const { value, parse, fault, faults } = readCells(row)
  const required = (column: string): string => {
    const text = value(column)
    if (text === null) fault(column, 'required')
    return text ?? ''
  }
  const note = (column: string) => value(column)?.slice(0, longestNote) ?? null
  const amount = parse('amount_max_wan', 'amount', (text) => parseNumber(text, 1, 10_000_000))
  const low = parse('rate_low_pct', 'rate', (text) => parseNumber(text, 0, 100))
  const high = parse('rate_high_pct', 'rate', (text) => parseNumber(text, 0, 100))
  if (low !== null && high !== null && high < low) fault('rate_high_pct', 'rate_order')
  const term = parse('term_max_months', 'term', (text) => parseNumber(text, 1, 600))
  if (term !== null && !Number.isInteger(term)) fault('term_max_months', 'term')
  const facts: ProductFacts = {
    external_ref: required('id'),
    name: required('product_name'),
    institution: tidyName(required('institution')),
    region: note('region'),
    amount_max_fen: amount === null ? null : Math.round(amount * fenPerWan),
    amount_note: note('amount_note'),
    term_max_months: term,
    term_note: note('term_note'),
    rate_low_bp: toBasisPoints(low),
    rate_high_bp: toBasisPoints(high),
    rate_note: note('rate_note'),
    guarantees: readGuarantees(row.guarantee_type ?? ''),
    guarantee_note: note('guarantee_type'),
    repayments: readRepayments(row.repayment ?? ''),
    repayment_note: note('repayment'),
    tiers: readTiers(row.target ?? ''),
    target_note: note('target'),
    conditions: note('conditions'),
    materials: note('required_materials'),
    source: required('source_url'),
    source_date: note('source_date'),
  }
  return faults.length > 0 ? { faults } : { facts }
}

const toBasisPoints = (percent: number | null) =>
  percent === null ? null : Math.round(percent * 100)

function parseNumber(text: string, least: number, most: number): number | null {
  const number = Number(text.replaceAll(',', '').replace(/%$/, ''))
  return Number.isFinite(number) && number >= least && number <= most ? number : null
}
