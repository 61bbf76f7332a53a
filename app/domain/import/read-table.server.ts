import { readFile, stat } from 'node:fs/promises'
import { refuse } from '../refusal.ts'
import { readCsv } from './csv.server.ts'
import type { Cells } from './outcome.ts'
import type { SheetReader, SheetRow } from './sheet.server.ts'
import { isWorkbook } from './table-format.ts'

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
export async function readHeader(source: TableSource, readSheet: SheetReader): Promise<string[]> {
  requireContent(source)
  const [header] = await readSheet(source, 'header')
  return valuesOf(source, header)
}

/** Which column is which of our names, by what the first row says. */
export function mapHeader(header: readonly string[], columns: Columns): Mapping {
  const names = header.map((title) => nameOf(title, columns))
  return Object.fromEntries(
    names.flatMap((name, at) => (name && names.indexOf(name) === at ? [[name, at]] : [])),
  )
}

/**
 * Opens a CSV (UTF-8 with or without BOM, GB18030) or an XLSX (first sheet), whose first row names the columns.
 * @param options which column is which, by the first row where absent; what reads the file; and whether a CSV is read
 * here, piece by piece and of any size, as the operator's command does with the files of this machine
 * @throws {Refusal} `invalid` when the file can't be used
 */
export async function openTable(
  source: TableSource,
  columns: Columns,
  required: readonly string[],
  {
    mapping,
    readSheet,
    streams,
  }: { mapping?: Mapping | undefined; readSheet: SheetReader; streams?: boolean | undefined },
): Promise<Table> {
  const table = await openRaw(source, readSheet, streams)
  const chosen = mapping ?? mapHeader(table.header, columns)
  const missing = required.filter((name) => chosen[name] === undefined)
  if (missing.length > 0) {
    const shown = missing.map((name) => [name, ...(columns[name] ?? [])].join('/')).join(', ')
    throw refuse('invalid', 'table_columns', { params: { file: source.name, columns: shown } })
  }
  return { ...table, rows: named(table.rows, chosen, table.header.length) }
}

async function openRaw(
  source: TableSource,
  readSheet: SheetReader,
  streams = false,
): Promise<RawTable> {
  requireContent(source)
  return streams && !isWorkbook(source.name) ? openCsv(source) : openSheet(source, readSheet)
}

function requireContent({ name, bytes }: TableSource): void {
  if (bytes.length === 0) throw refuse('invalid', 'table_empty', { params: { file: name } })
}

/** Returns what stands in the first row. @throws {Refusal} `invalid` where there is none */
function valuesOf({ name }: TableSource, header: SheetRow | undefined): string[] {
  if (!header) throw refuse('invalid', 'table_no_rows', { params: { file: name } })
  return header.values
}

interface RawTable {
  header: string[]
  rows: AsyncIterable<SheetRow>
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

async function openCsv(source: TableSource): Promise<RawTable> {
  const { rows, progress } = readCsv(source)
  const first = await rows.next()
  const header = valuesOf(source, first.done ? undefined : first.value)
  return { header, rows, progress }
}

async function openSheet(source: TableSource, readSheet: SheetReader): Promise<RawTable> {
  const [first, ...rows] = await readSheet(source)
  let done = 0
  async function* each() {
    for (const [at, row] of rows.entries()) {
      done = at + 1
      yield row
    }
  }
  return {
    header: valuesOf(source, first),
    rows: each(),
    progress: () => (rows.length === 0 ? 1 : done / rows.length),
  }
}
