import { toHalfWidth } from '../text/width.ts'

const forms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?: .*)?$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d{2})(\d{2})$/,
]

/** A date in any of the ways that tables hold one, as `YYYY-MM-DD`; null when it is none. */
export function parseDay(text: string): string | null {
  const plain = toHalfWidth(text).trim()
  for (const form of forms) {
    const found = form.exec(plain)
    if (found) return realDay(Number(found[1]), Number(found[2]), Number(found[3]))
  }
  return null
}

function realDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const same =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1800 && year <= 2100
  return same ? date.toISOString().slice(0, 10) : null
}
