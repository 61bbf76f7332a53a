import { amountInFen, day } from '../financing/bounds.ts'
import { fenPerWan } from '../financing/vocabulary.ts'
import { proposeIndustry } from '../industry/propose.ts'
import type { ListingFacts } from '../listing/facts.ts'
import type { Direction, ListingKind } from '../listing/vocabulary.ts'
import { tidyText, toHalfWidth } from '../text/width.ts'
import { parseDay } from '../time/day.ts'
import { readCells, whenRead } from './cells.ts'
import type { Cells, Parsed } from './outcome.ts'

/** Columns of a file of supplies and demands, each with the other names it may bear. */
export const listingColumns: Readonly<Record<string, readonly string[]>> = {
  demand_id: ['编号', 'id', '需求编号'],
  type: ['类型', '类别'],
  title: ['标题', '名称', '需求名称'],
  requirement_summary: ['说明', '内容', '需求内容', '详细说明'],
  metrics_mentioned: ['指标', '技术指标'],
  budget_wan: ['预算（万元）', '预算'],
  place: ['地点', '所在地'],
  deadline: ['截止日期', '需求截止'],
  source: ['来源'],
}
export const listingRequired = ['demand_id', 'type', 'title', 'source']

const title = { least: 2, most: 100 }
const longestBody = 3000

/** A row of a file of supplies and demands as facts. Pure: the same row always gives the same facts. */
export function parseListing(row: Cells): Parsed<ListingFacts> {
  const { value, parse, fault, faults } = readCells(row)
  const required = (column: string): string => {
    const text = value(column)
    if (text === null) fault(column, 'required')
    return text ?? ''
  }
  const name = tidyText(row.title ?? '').replace(/\s+/g, ' ')
  if (name.length < title.least || name.length > title.most) fault('title', 'title_length')
  const summary = tidyText(row.requirement_summary ?? '').slice(0, longestBody)
  const metrics = value('metrics_mentioned')
  const body = [summary, metrics && `指标：${metrics}`].filter(Boolean).join('\n')
  const budget = parse('budget_wan', 'budget', parseBudget)
  const read = parse('type', 'direction', readType)
  if (value('type') === null) fault('type', 'required')
  const facts: ListingFacts = {
    external_ref: required('demand_id'),
    direction: read?.direction ?? 'demand',
    kind: read?.kind ?? 'product',
    title: name,
    body,
    industry_code: proposeIndustry(name, summary),
    price_low_fen: null,
    // A supply's price is for one unit; a file's budget is for all of it.
    price_high_fen: read?.direction === 'demand' ? budget : null,
    place: value('place'),
    deadline: parse('deadline', 'date', (text) => whenRead(day, parseDay(text))),
    source: required('source'),
  }
  return faults.length > 0 ? { faults } : { facts }
}

function parseBudget(text: string): number | null {
  const wan = Number(toHalfWidth(text).replaceAll(',', ''))
  return whenRead(amountInFen, Math.round(wan * fenPerWan))
}

const kindSigns: readonly (readonly [ListingKind, RegExp])[] = [
  ['technology', /技术|成果|专利|研发/],
  ['capacity', /产能|外协|代工|加工/],
  ['service', /服务/],
  ['resource', /要素|土地|厂房|人才|能源/],
  ['procurement', /采购/],
  ['scenario', /场景/],
  ['challenge', /揭榜|攻关/],
]
const demandOnly: readonly ListingKind[] = ['procurement', 'scenario', 'challenge']

/** Reads `技术需求`, `产品供应`, `采购公告` …; null when it says neither supply nor demand. */
export function readType(text: string): { direction: Direction; kind: ListingKind } | null {
  const kind = kindSigns.find(([, sign]) => sign.test(text))?.[0] ?? 'product'
  const demand = /需|求购|采购|征集|揭榜|攻关|场景/.test(text)
  const supply = /供|转让|出售|提供|成果/.test(text)
  if (demand) return { direction: 'demand', kind }
  return supply && !demandOnly.includes(kind) ? { direction: 'supply', kind } : null
}
