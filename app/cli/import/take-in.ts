import type { Locale } from '#app/domain/locale.ts'
import type { Db } from '#db'
import type { ImportKind } from './kinds.ts'
import { openTable } from './read-table.ts'
import { createReport, type Report } from './report.ts'

const rowsPerTransaction = 500

export interface TakeIn {
  db: Db
  file: string
  /** What the facts will name as their source. */
  source: string
  /** Only says what would happen. */
  dryRun: boolean
  onProgress(rows: number, part: number): void
  /** Of the reasons in the report. */
  locale?: Locale
}

/**
 * Takes a file in, batch by batch, each in one transaction: after a crash, doing it again completes it.
 * @throws {Error} one sentence, when the file as a whole can't be used
 */
export async function takeIn<Facts>(
  kind: ImportKind<Facts>,
  { db, file, source, dryRun, onProgress, locale }: TakeIn,
): Promise<Report> {
  const table = await openTable(file, kind.columns, kind.required)
  const report = createReport(locale)
  const seen = new Map<string, number>()
  let batch: Facts[] = []
  const flush = async () => {
    if (batch.length > 0) {
      const outcomes = dryRun ? await kind.foresee(db, batch) : await kind.write(db, batch, source)
      report.took(outcomes)
    }
    batch = []
    onProgress(report.tally.rows, table.progress())
  }
  for await (const { line, cells, width } of table.rows) {
    report.tally.rows++
    const facts = accept(kind, report, seen, { line, cells, width })
    if (facts) batch.push(facts)
    if (batch.length >= rowsPerTransaction) await flush()
  }
  await flush()
  return report
}

/** The row's facts, or null once the report says why not. */
function accept<Facts>(
  kind: ImportKind<Facts>,
  report: Report,
  seen: Map<string, number>,
  { line, cells, width }: { line: number; cells: Record<string, string>; width: number },
): Facts | null {
  if (width > 0) {
    report.reject(line, [{ column: '', reason: 'too_many_cells', value: '' }])
    return null
  }
  const parsed = kind.parse(cells)
  if ('faults' in parsed) {
    report.reject(line, parsed.faults)
    return null
  }
  const key = kind.keyOf(parsed.facts)
  const earlier = seen.get(key)
  if (earlier !== undefined) {
    report.reject(line, [{ column: kind.key, reason: 'repeated', value: key }], { line: earlier })
    return null
  }
  seen.set(key, line)
  return parsed.facts
}
