import { gbt4754 } from './gbt4754.ts'

export interface IndustryClass {
  code: string
  name: string
}

/** All classes of GB/T 4754-2017, sections first, each followed by what it contains. */
export const classes: readonly IndustryClass[] = gbt4754.split('\n').map((line) => {
  const space = line.indexOf(' ')
  return { code: line.slice(0, space), name: line.slice(space + 1) }
})

const byCode = new Map(classes.map((item) => [item.code, item.name]))

export const findIndustryName = (code: string): string | null => byCode.get(code) ?? null

/** The names from the section down to the class, e.g. 制造业, 通用设备制造业, …; a name that repeats comes once. */
export function industryPath(code: string): string[] {
  const codes = [1, 3, 4, 5]
    .filter((length) => length <= code.length)
    .map((length) => code.slice(0, length))
  const names = codes.map((code) => byCode.get(code)).filter((name) => name !== undefined)
  return [...new Set(names)]
}
