import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { readSheet } from 'read-excel-file/node'
import type { Cells } from '#app/domain/import/outcome.ts'
import { failure } from '../failure.ts'

export interface TableRow {
  /** Where the row begins in the file; the header is line 1. */
  line: number
  cells: Cells
  /** How many cells it has beside how many the header has. */
  width: number
}

export interface Table {
  /** As the file's header has them. */
  header: string[]
  rows: AsyncIterable<TableRow>
  /** How far reading has come, 0 to 1. */
  progress(): number
}

export type Columns = Readonly<Record<string, readonly string[]>>

/**
 * Opens a CSV (UTF-8 with or without BOM, GB18030) or an XLSX (first sheet), whose first row names the columns.
 * @throws {Error} one sentence, when the file can't be used
 */
export async function openTable(
  path: string,
  columns: Columns,
  required: readonly string[],
): Promise<Table> {
  const size = await sizeOf(path)
  const table =
    extname(path).toLowerCase() === '.xlsx' ? await openSheet(path) : await openCsv(path, size)
  const names = table.header.map((title) => nameOf(title, columns))
  const missing = required.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    const shown = missing.map((name) => [name, ...(columns[name] ?? [])].join('/')).join(', ')
    throw failure(`${path} has no column ${shown}: name the columns in the first row.`)
  }
  return { ...table, rows: named(table.rows, names) }
}

interface RawTable {
  header: string[]
  rows: AsyncIterable<{ line: number; values: string[] }>
  progress(): number
}

async function* named(
  rows: RawTable['rows'],
  names: readonly (string | null)[],
): AsyncIterable<TableRow> {
  for await (const { line, values } of rows) {
    const cells: Record<string, string> = {}
    for (const [at, name] of names.entries()) if (name) cells[name] = values[at] ?? ''
    yield { line, cells, width: values.length - names.length }
  }
}

function nameOf(title: string, columns: Columns): string | null {
  const plain = title.normalize('NFKC').trim().toLowerCase()
  const found = Object.entries(columns).find(
    ([name, others]) =>
      name === plain || others.some((other) => other.normalize('NFKC').toLowerCase() === plain),
  )
  return found?.[0] ?? null
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path)
    if (!found.isFile()) throw failure(`${path} is not a file: name a CSV or XLSX file.`)
    if (found.size === 0) throw failure(`${path} is empty: name a CSV or XLSX file with rows.`)
    return found.size
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw failure(`${path} does not exist: check the name.`)
    if (code === 'EACCES') throw failure(`${path} can't be read: check its permissions.`)
    throw error
  }
}

async function openCsv(path: string, size: number): Promise<RawTable> {
  const encoding = await findEncoding(path)
  let read = 0
  const source = createReadStream(path)
  source.on('data', (chunk) => {
    read += chunk.length
  })
  const parser = Readable.from(decoded(source, encoding)).pipe(
    parse({ relax_column_count: true, skip_empty_lines: true, info: true, relax_quotes: true }),
  )
  const records = csvRows(path, parser)
  const first = await records.next()
  if (first.done) throw failure(`${path} has no rows: name a CSV or XLSX file with rows.`)
  return {
    header: first.value.values,
    rows: records,
    progress: () => (size === 0 ? 1 : read / size),
  }
}

async function* decoded(source: AsyncIterable<Buffer>, encoding: string) {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

async function* csvRows(path: string, parser: AsyncIterable<unknown>) {
  let line = 1
  try {
    for await (const one of parser) {
      const { record, info } = one as { record: string[]; info: { lines: number } }
      // A quoted cell may hold line breaks; the row begins where its first cell does.
      const breaks = record.join('').split('\n').length - 1
      line = info.lines + 1
      yield { line: info.lines - breaks, values: record }
    }
  } catch (error) {
    throw failure(
      `${path} can't be read as CSV from line ${line} on (${(error as Error).message}): mend it or save it again as CSV.`,
    )
  }
}

/** UTF-8 when the whole file is; else GB18030, which contains GBK and GB2312. */
async function findEncoding(path: string): Promise<'utf-8' | 'gb18030'> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const file = await open(path)
  try {
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      decoder.decode(chunk, { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'gb18030'
    throw error
  } finally {
    await file.close()
  }
}

async function openSheet(path: string): Promise<RawTable> {
  const [header, ...rows] = await readFirstSheet(path)
  if (!header) throw failure(`${path} has no rows: name a CSV or XLSX file with rows.`)
  let done = 0
  async function* each() {
    for (const [at, row] of rows.entries()) {
      done = at + 1
      const values = row.map(cellText)
      if (values.some((value) => value.trim() !== '')) yield { line: at + 2, values }
    }
  }
  return {
    header: header.map(cellText),
    rows: each(),
    progress: () => (rows.length === 0 ? 1 : done / rows.length),
  }
}

type Cell = string | number | boolean | Date | null

async function readFirstSheet(path: string): Promise<Cell[][]> {
  try {
    return (await readSheet(path)) as Cell[][]
  } catch (error) {
    throw failure(
      `${path} can't be read as XLSX (${(error as Error).message}): save it again as XLSX or CSV.`,
    )
  }
}

function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell)
}
