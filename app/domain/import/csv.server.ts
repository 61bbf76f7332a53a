import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { refuse } from '../refusal.ts'
import { soundText } from '../text/sound.ts'
import type { SheetRow } from './sheet.server.ts'

const chunkSize = 64 * 1024
/** Characters of one row; a quotation mark that is never closed would make the rest of the file one cell. */
const MAX_RECORD_LENGTH = 1_000_000

/** The rows of a CSV, in which the header is the first. */
export interface CsvRows {
  rows: AsyncGenerator<SheetRow>
  /** How far reading has come, 0 to 1. */
  progress(): number
}

/**
 * Reads a CSV (UTF-8 with or without BOM, GB18030) row by row, as fast as the rows are taken.
 * @throws {Refusal} `invalid`, from the rows, with the line from which on it is no CSV
 */
export function readCsv({ name, bytes }: { name: string; bytes: Uint8Array }): CsvRows {
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
  return { rows: csvRows(name, parser), progress: () => Math.min(1, read / bytes.length) }
}

/** UTF-8 when the whole file is; else GB18030, which contains GBK and GB2312. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'gb18030' {
  return isUtf8(bytes) ? 'utf-8' : 'gb18030'
}

async function* csvRows(name: string, parser: AsyncIterable<unknown>): AsyncGenerator<SheetRow> {
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
