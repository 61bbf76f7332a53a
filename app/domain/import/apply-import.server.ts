import type { Db } from '#db'
import type { ImportKind } from './kinds.server.ts'
import { type Mapping, openTable, type TableSource } from './read-table.server.ts'
import { createReport, type Report } from './report.ts'
import type { SheetReader } from './sheet.server.ts'

const rowsPerTransaction = 2000

export interface TakeIn {
  db: Db
  file: TableSource
  mapping?: Mapping | undefined
  readSheet: SheetReader
  /** Reads a CSV piece by piece in this process, whatever its size. */
  streams?: boolean
  /** What the facts will name as their source. */
  source: string
  /** Only says what would happen. */
  dryRun: boolean
  /** @param part how far reading has come, 0 to 1 */
  onProgress(rows: number, part: number): void | Promise<void>
}

/**
 * Takes a file in, batch by batch, each in one transaction: after a crash, doing it again completes it. While one batch is
 * written the next is read.
 * @throws {Refusal} `invalid` when the file as a whole can't be used
 */
export async function takeIn<Facts>(
  kind: ImportKind<Facts>,
  { db, file, mapping, readSheet, streams, source, dryRun, onProgress }: TakeIn,
): Promise<Report> {
  const table = await openTable(file, kind.columns, kind.required, { mapping, readSheet, streams })
  const report = createReport()
  const seen = new Map<string, number>()
  let batch: Facts[] = []
  let writing: Promise<void> = Promise.resolve()
  const write = async (facts: Facts[], rows: number, part: number) => {
    if (facts.length > 0)
      report.took(dryRun ? await kind.foresee(db, facts) : await kind.write(db, facts, source))
    await onProgress(rows, part)
  }
  const flush = async () => {
    await writing
    writing = write(batch, report.tally.rows, table.progress())
    // Whoever waits for it next hears of its failure.
    writing.catch(() => {})
    batch = []
  }
  for await (const { line, cells, width } of table.rows) {
    report.tally.rows++
    const facts = accept(kind, report, seen, { line, cells, width })
    if (facts) batch.push(facts)
    if (batch.length >= rowsPerTransaction) await flush()
  }
  await flush()
  await writing
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
