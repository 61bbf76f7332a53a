import { rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Fault, Outcome } from '#app/domain/import/outcome.ts'
import { defaultLocale, type Locale } from '#app/domain/locale.ts'
import { createI18n } from '#app/i18n/index.ts'

export interface Tally {
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
}

export type LineFault = Fault & { line: number; params?: Record<string, number> }

/** Counts what rows came to, and keeps why others were rejected. */
export function createReport(locale: Locale = defaultLocale) {
  const { t } = createI18n(locale)
  const tally: Tally = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 }
  const faults: LineFault[] = []
  return {
    tally,
    faults,
    took(outcomes: readonly Outcome[]) {
      for (const outcome of outcomes) tally[outcome]++
    },
    reject(line: number, found: readonly Fault[], params?: Record<string, number>) {
      tally.rejected++
      faults.push(...found.map((one) => ({ ...one, line, ...(params ? { params } : {}) })))
    },
    reasonOf: ({ reason, params }: LineFault): string =>
      t(`fault.${reason}`, { ns: 'import', ...params }),
    /** As CSV that spreadsheets open as it is. */
    asCsv(): string {
      const title = (name: string) => t(`columns.${name}`, { ns: 'import' })
      const rows = faults.map((one) => [one.line, one.column, this.reasonOf(one), one.value])
      const head = [title('line'), title('column'), title('reason'), title('value')]
      return `\uFEFF${[head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
    },
  }
}

export type Report = ReturnType<typeof createReport>

const quoted = (value: string | number): string =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)

/**
 * Writes the report beside the file, or into the data folder where that can't be written.
 * A report of an earlier run that no longer holds is removed.
 * @returns where it is; null when there is nothing to report
 */
export async function writeReport(
  report: Report,
  file: string,
  dataDir: string,
): Promise<string | null> {
  const beside = `${file}.errors.csv`
  const folder = join(dataDir, 'imports')
  const apart = join(folder, `${basename(file)}.errors.csv`)
  if (report.faults.length === 0) {
    for (const old of [beside, apart]) removeQuietly(old)
    return null
  }
  try {
    writeFileSync(beside, report.asCsv())
    return beside
  } catch {
    await mkdir(folder, { recursive: true })
    writeFileSync(apart, report.asCsv())
    return apart
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // A folder that can't be written keeps what it has.
  }
}
