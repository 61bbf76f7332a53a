import { rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { TFunction } from 'i18next'
import type { Report } from '#app/domain/import/report.ts'
import { csvText } from '#app/http/csv.ts'
import { faultTable } from '#app/i18n/import-faults.ts'

/**
 * Writes the report beside the file, or into the data folder where that can't be written.
 * A report of an earlier run that no longer holds is removed.
 * @returns where it is; null when there is nothing to report
 */
export async function writeReport(
  t: TFunction,
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
    writeFileSync(beside, csvText(faultTable(t, report.faults)))
    return beside
  } catch {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    writeFileSync(apart, csvText(faultTable(t, report.faults)), { mode: 0o600 })
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
