import { readSheet } from 'read-excel-file/node'
import { isRefusal, refuse } from '../refusal.ts'
import { createBounds } from './bounds.ts'
import { readCsv } from './csv.server.ts'
import { isWorkbook } from './table-format.ts'
import { readZipDirectory } from './zip-directory.ts'

/** A row of a table, with the line of the file at which it begins; the header is line 1. */
export interface SheetRow {
  line: number
  values: string[]
}

interface Source {
  name: string
  bytes: Uint8Array
}

/**
 * Reads a CSV, or the first sheet of a workbook, as texts; the web does so in a process of its own (`app/files`).
 * @param part `header` for the first row alone of a table that is read, and refused, as a whole
 */
export type SheetReader = (source: Source, part?: SheetPart) => Promise<SheetRow[]>
export type SheetPart = 'all' | 'header'

const MAX_UNPACKED_BYTES = 200 * 1024 * 1024
/** Ordinary tables are packed to a tenth; what is packed much tighter was made to be unpacked. */
const MAX_PACKING_RATIO = 100
const SMALL_UNPACKED_BYTES = 4 * 1024 * 1024
const MAX_ENTRIES = 1000

/**
 * Reads a CSV, or the first sheet of a workbook, within the bounds of `bounds.ts`, which are looked at row by row. What a
 * workbook says of its unpacked size is looked at first.
 * @throws {Refusal} `invalid` for what is no table, exceeds a bound, or unpacks to more than 200 MB or a hundred times its size
 */
export const readFirstSheet: SheetReader = async (source, part = 'all') => {
  const rows = await (isWorkbook(source.name) ? readWorkbook(source) : readWholeCsv(source))
  return part === 'header' ? rows.slice(0, 1) : rows
}

async function readWholeCsv(source: Source): Promise<SheetRow[]> {
  const bounds = createBounds(source.name)
  const rows: SheetRow[] = []
  for await (const row of readCsv(source).rows) {
    bounds.count(row.line, row.values)
    rows.push(row)
  }
  return rows
}

async function readWorkbook({ name, bytes }: Source): Promise<SheetRow[]> {
  checkDirectory(name, bytes)
  const bounds = createBounds(name)
  try {
    const cells = (await readSheet(Buffer.from(bytes))) as Cell[][]
    const rows: SheetRow[] = []
    for (const [at, row] of cells.entries()) {
      const values = row.map(cellText)
      bounds.count(at + 1, values)
      if (at === 0 || values.some((value) => value.trim() !== '')) {
        rows.push({ line: at + 1, values })
      }
    }
    return rows
  } catch (error) {
    if (isRefusal(error)) throw error
    const params = { file: name, reason: (error as Error).message }
    throw refuse('invalid', 'table_xlsx', { params })
  }
}

function checkDirectory(name: string, bytes: Uint8Array): void {
  const directory = readZipDirectory(bytes)
  if (!directory) return
  const { entries, packed, unpacked } = directory
  const isBomb = unpacked > SMALL_UNPACKED_BYTES && unpacked > packed * MAX_PACKING_RATIO
  if (entries > MAX_ENTRIES || unpacked > MAX_UNPACKED_BYTES || isBomb) {
    throw refuse('invalid', 'table_unpacked', { params: { file: name } })
  }
}

type Cell = string | number | boolean | Date | null

function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell)
}
