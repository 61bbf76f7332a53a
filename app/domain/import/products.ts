import type { z } from 'zod'
import { amountInFen, rateInBp, termInMonths } from '../financing/bounds.ts'
import { bpPerPercent, fenPerWan } from '../financing/vocabulary.ts'
import type { ProductFacts } from '../product/facts.ts'
import { readGuarantees, readRepayments, readTiers } from '../product/vocabulary.ts'
import { tidyName } from '../text/width.ts'
import { readCells, whenRead } from './cells.ts'
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
  const amount = parse('amount_max_wan', 'amount', (text) =>
    parseFigure(amountInFen, text, fenPerWan),
  )
  const low = parse('rate_low_pct', 'rate', (text) => parseFigure(rateInBp, text, bpPerPercent))
  const high = parse('rate_high_pct', 'rate', (text) => parseFigure(rateInBp, text, bpPerPercent))
  if (low !== null && high !== null && high < low) fault('rate_high_pct', 'rate_order')
  const term = parse('term_max_months', 'term', (text) => parseFigure(termInMonths, text))
  const facts: ProductFacts = {
    external_ref: required('id'),
    name: required('product_name'),
    institution: tidyName(required('institution')),
    region: note('region'),
    amount_max_fen: amount,
    amount_note: note('amount_note'),
    term_max_months: term,
    term_note: note('term_note'),
    rate_low_bp: low,
    rate_high_bp: high,
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

/** A figure as a file has it, in the market's units and within their bounds. */
function parseFigure(bounds: z.ZodType<number>, text: string, units = 1): number | null {
  const figure = Number(text.replaceAll(',', '').replace(/%$/, '')) * units
  return whenRead(bounds, units === 1 ? figure : Math.round(figure))
}
