import { compact, normalize } from './normalize.ts'
import { bracketedPlaces, leadingPlaces } from './regions.ts'

const legalForms =
  /股份有限责任公司|股份有限公司|有限责任公司|有限公司|有限合伙|普通合伙|特殊普通合伙|合伙企业|股份公司|分公司|子公司|总公司|公司|\(集团\)|集团/g

export interface NameParts {
  /** The whole name, compact. */
  whole: string
  /** Without the places in front and the legal form; the whole when nothing else would be left. */
  core: string
  /** Without the legal form at the end only. */
  stem: string
}

/** Splits a legal name as 企业名称登记管理规定 builds it: place, trade name, line of business, legal form. */
export function splitName(name: string): NameParts {
  const plain = normalize(name)
  const whole = compact(plain)
  const shortened = plain.replace(bracketedPlaces, '').replace(legalForms, '')
  const withPlace = compact(shortened)
  const withoutPlace = compact(shortened.replace(/\s/g, '').replace(leadingPlaces, ''))
  const core = withoutPlace.length >= 2 ? withoutPlace : withPlace.length >= 2 ? withPlace : whole
  const stem = compact(plain.replace(/(?:股份|有限|责任|合伙|集团|分|子|总)*(?:公司|企业)$/, ''))
  return { whole, core, stem: stem.length >= 2 ? stem : whole }
}
