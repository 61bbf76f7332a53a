import { findIndustryName, industryPath } from '#app/domain/industry/classification.ts'
import type { Locale } from '#app/domain/locale.ts'
import en from './en/industry.ts'
import { toTraditional } from './traditional.ts'

const english = new Map(Object.entries(en))

/** English has the sections and divisions of GB/T 4754-2017; what is finer goes by its division. */
const divisionOf = (code: string): string => code.slice(0, 3)

/** The name of a code of GB/T 4754-2017; the code itself when there is no such code. */
function industryName(locale: Locale, code: string): string {
  if (locale === 'en') return english.get(divisionOf(code)) ?? code
  const name = findIndustryName(code) ?? code
  return locale === 'zh-Hant' ? toTraditional(name) : name
}

/** The last two steps of the way from the section down to a code. */
export function industryNames(locale: Locale, code: string): string[] {
  if (locale === 'en')
    return [...new Set([code.slice(0, 1), divisionOf(code)])].map((item) =>
      industryName(locale, item),
    )
  const names = industryPath(code).slice(-2)
  return locale === 'zh-Hant' ? toTraditional(names) : names
}

/** What was found, its industry's code replaced by its name. */
export const withIndustry = <H extends object>(locale: Locale, hit: H): H =>
  'industry' in hit && typeof hit.industry === 'string'
    ? { ...hit, industry: industryName(locale, hit.industry) }
    : hit
