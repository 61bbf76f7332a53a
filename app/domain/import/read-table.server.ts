import { isUtf8 } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { refuse } from '../refusal.ts'
import { soundText } from '../text/sound.ts'
import type { Cells } from './outcome.ts'
import type { SheetReader } from './sheet.server.ts'

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

/** A file by its name and content. */
export interface TableSource {
  name: string
  bytes: Buffer
}

/** For each of our names the number of its column, counted from 0. */
export type Mapping = Readonly<Record<string, number>>

/**
 * A file of this machine. Files of staff are at most tens of megabytes, so they are read whole.
 * @throws {Refusal} `invalid` when there is none, or it can't be read
 */
export async function readSource(path: string): Promise<TableSource> {
  const wrong = (key: string) => refuse('invalid', key, { params: { file: path } })
  try {
    if (!(await stat(path)).isFile()) throw wrong('table_no_file')
    return { name: path, bytes: await readFile(path) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw wrong('table_missing')
    if (code === 'EACCES') throw wrong('table_locked')
    throw error
  }
}

/** The first row of a file. @throws {Refusal} `invalid` when it can't be used */
export const readHeader = async (source: TableSource, readSheet: SheetReader): Promise<string[]> =>
  (await openRaw(source, readSheet)).header

/** Which column is which of our names, by what the first row says. */
export function mapHeader(header: readonly string[], columns: Columns): Mapping {
  const names = header.map((title) => nameOf(title, columns))
  return Object.fromEntries(
    names.flatMap((name, at) => (name && names.indexOf(name) === at ? [[name, at]] : [])),
  )
}

/**
 * Opens a CSV (UTF-8 with or without BOM, GB18030) or an XLSX (first sheet), whose first row names the columns.
 * @param options which column is which, by the first row where absent; and what reads a workbook
 * @throws {Refusal} `invalid` when the file can't be used
 */
export async function openTable(
  source: TableSource,
  columns: Columns,
  required: readonly string[],
  { mapping, readSheet }: { mapping?: Mapping | undefined; readSheet: SheetReader },
): Promise<Table> {
  const table = await openRaw(source, readSheet)
  const chosen = mapping ?? mapHeader(table.header, columns)
  const missing = required.filter((name) => chosen[name] === undefined)
  if (missing.length > 0) {
    const shown = missing.map((name) => [name, ...(columns[name] ?? [])].join('/')).join(', ')
    throw refuse('invalid', 'table_columns', { params: { file: source.name, columns: shown } })
  }
  return { ...table, rows: named(table.rows, chosen, table.header.length) }
}

async function openRaw(source: TableSource, readSheet: SheetReader): Promise<RawTable> {
  if (source.bytes.length === 0) {
    throw refuse('invalid', 'table_empty', { params: { file: source.name } })
  }
  return extname(source.name).toLowerCase() === '.xlsx'
    ? openSheet(source, readSheet)
    : openCsv(source)
}

interface RawTable {
  header: string[]
  rows: AsyncIterable<{ line: number; values: string[] }>
  progress(): number
}

async function* named(
  rows: RawTable['rows'],
  mapping: Mapping,
  width: number,
): AsyncIterable<TableRow> {
  for await (const { line, values } of rows) {
    const cells = Object.fromEntries(
      Object.entries(mapping).map(([name, at]) => [name, values[at] ?? '']),
    )
    yield { line, cells, width: values.length - width }
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

const chunkSize = 64 * 1024
/** Characters of one row; a quotation mark that is never closed would make the rest of the file one cell. */
const MAX_RECORD_LENGTH = 1_000_000

async function openCsv({ name, bytes }: TableSource): Promise<RawTable> {
  const decoder = new TextDecoder(encodingOf(bytes))
  let read = 0
  async function* decoded() {
    for (; read < bytes.length; read += chunkSize) {
      yield decoder.decode(bytes.subarray(read, read + chunkSize), { stream: true })
    }
    yield decoder.decode()
  }
  const parser = Readable.from(decoded()).pipe(
    parse({
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      relax_quotes: true,
      max_record_size: MAX_RECORD_LENGTH,
    }),
  )
  const records = csvRows(name, parser)
  const first = await records.next()
  if (first.done) throw refuse('invalid', 'table_no_rows', { params: { file: name } })
  return {
    header: first.value.values,
    rows: records,
    progress: () => Math.min(1, read / bytes.length),
  }
}

/** UTF-8 when the whole file is; else GB18030, which contains GBK and GB2312. */
function encodingOf(bytes: Buffer): 'utf-8' | 'gb18030' {
  return isUtf8(bytes) ? 'utf-8' : 'gb18030'
}

async function* csvRows(name: string, parser: AsyncIterable<unknown>) {
  let line = 1
  try {
    for await (const one of parser) {
      const { record, info } = one as { record: string[]; info: { lines: number } }
      // A quoted cell may hold line breaks; the row begins where its first cell does.
      const breaks = record.join('').split('\n').length - 1
      line = info.lines + 1
      yield { line: info.lines - breaks, values: record.map(soundText) }
    }
  } catch (error) {
    const params = { file: name, line, reason: (error as Error).message }
    throw refuse('invalid', 'table_csv', { params })
  }
}

async function openSheet(source: TableSource, readSheet: SheetReader): Promise<RawTable> {
  const [header, ...rows] = await readSheet(source)
  if (!header) throw refuse('invalid', 'table_no_rows', { params: { file: source.name } })
  let done = 0
  async function* each() {
    for (const [at, row] of rows.entries()) {
      done = at + 1
      if (row.some((value) => value.trim() !== '')) yield { line: at + 2, values: row }
    }
  }
  return {
    header,
    rows: each(),
    progress: () => (rows.length === 0 ? 1 : done / rows.length),
  }
}
