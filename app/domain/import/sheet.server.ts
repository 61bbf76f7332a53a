import { readSheet } from 'read-excel-file/node'
import { refuse } from '../refusal.ts'
import { readZipDirectory } from './zip-directory.ts'

/** Reads the first sheet of a workbook as texts; the web does so in a process of its own (`app/files`). */
export type SheetReader = (source: { name: string; bytes: Uint8Array }) => Promise<string[][]>

const MAX_UNPACKED_BYTES = 200 * 1024 * 1024
/** Ordinary tables are packed to a tenth; what is packed much tighter was made to be unpacked. */
const MAX_PACKING_RATIO = 100
const SMALL_UNPACKED_BYTES = 4 * 1024 * 1024
const MAX_ENTRIES = 1000

/**
 * Reads the first sheet of a workbook. What it says of its unpacked size is looked at first.
 * @throws {Refusal} `invalid` for what is no workbook, or unpacks to more than 200 MB or a hundred times its size
 */
export const readFirstSheet: SheetReader = async ({ name, bytes }) => {
  const directory = readZipDirectory(bytes)
  if (directory) {
    const { entries, packed, unpacked } = directory
    const isBomb = unpacked > SMALL_UNPACKED_BYTES && unpacked > packed * MAX_PACKING_RATIO
    if (entries > MAX_ENTRIES || unpacked > MAX_UNPACKED_BYTES || isBomb) {
      throw refuse('invalid', 'table_unpacked', { params: { file: name } })
    }
  }
  try {
    const rows = (await readSheet(Buffer.from(bytes))) as Cell[][]
    return rows.map((row) => row.map(cellText))
  } catch (error) {
    const params = { file: name, reason: (error as Error).message }
    throw refuse('invalid', 'table_xlsx', { params })
  }
}

type Cell = string | number | boolean | Date | null

function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell)
}
