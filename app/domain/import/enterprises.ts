import { proposeIndustry } from '../industry/propose.ts'
import { parseCapital } from '../money/capital.ts'
import type { RegistryFacts } from '../organization/facts.ts'
import { findStreet } from '../organization/streets.ts'
import { findUsccFault, normalizeUscc } from '../organization/uscc.ts'
import { tidyName, tidyText } from '../text/width.ts'
import { parseDay } from '../time/day.ts'
import { readCells } from './cells.ts'
import type { Cells, Parsed } from './outcome.ts'

/** Columns of a file of companies, each with the other names it may bear; the first two must be there. */
export const enterpriseColumns: Readonly<Record<string, readonly string[]>> = {
  name: ['企业名称', '名称', '单位名称'],
  uscc: ['统一社会信用代码', '社会信用代码', '信用代码'],
  registered_on: ['成立日期', '注册日期', '登记日期'],
  registered_capital: ['注册资本', '注册资金'],
  province: ['省', '省份'],
  city: ['市', '城市'],
  district: ['区', '区县', '县区'],
  road: ['路', '道路'],
  address: ['地址', '住所', '注册地址'],
  business_scope: ['经营范围'],
  is_branch: ['分支机构', '是否分支机构'],
}
export const enterpriseRequired = ['name', 'uscc']

const longestName = 100
const longestScope = 5000

/** A row of a register as facts. Pure: the same row always gives the same facts. */
export function parseEnterprise(row: Cells): Parsed<RegistryFacts> {
  const { value, parse, fault, faults } = readCells(row)
  const name = tidyName(row.name ?? '')
  if (name.length < 2) fault('name', 'name_missing')
  if (name.length > longestName) fault('name', 'name_too_long')
  const uscc = normalizeUscc(row.uscc ?? '')
  const usccFault = uscc === '' ? 'missing' : findUsccFault(uscc)
  if (usccFault) fault('uscc', `uscc_${usccFault}`)
  const capital = parse('registered_capital', 'capital', parseCapital)
  const scope = tidyText(row.business_scope ?? '').slice(0, longestScope) || null
  const facts: RegistryFacts = {
    name,
    uscc,
    registered_on: parse('registered_on', 'date', parseDay),
    capital_fen: capital?.fen ?? null,
    capital_currency: capital?.currency ?? null,
    province: value('province'),
    city: value('city'),
    district: value('district'),
    street: findStreet(row.address, row.road),
    road: value('road'),
    business_scope: scope,
    is_branch: parse('is_branch', 'yes_or_no', parseYesOrNo) ?? name.endsWith('分公司'),
    industry_code: proposeIndustry(name, scope),
  }
  return faults.length > 0 ? { faults } : { facts }
}

function parseYesOrNo(text: string): boolean | null {
  if (/^(?:1|是|true|yes|y)$/i.test(text)) return true
  return /^(?:0|否|false|no|n)$/i.test(text) ? false : null
}
