import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

/** What stands at the head of an archive. */
export interface ArchiveHead {
  format: 'lianqiao-backup'
  version: 1
  at: string
  /** All migrations that had run, in order. */
  migrations: string[]
  postgres: string
  /** Tells the secret key without which sealed fields stay sealed. */
  key: string
}

export interface TableHead {
  schema: string
  name: string
  columns: string[]
}

export interface TableEnd {
  rows: number
  sha256: string
}

export interface PendingJob {
  task: string
  payload: unknown
  queue: string | null
  run_at: string
  max_attempts: number
  key: string | null
  priority: number
}

export interface SequenceState {
  schema: string
  name: string
  value: string
  called: boolean
}

export interface ArchiveTail {
  tables: number
  sequences: SequenceState[]
  jobs: PendingJob[]
}

/**
 * An archive is a gzipped row of frames: a letter, a length of four bytes, the content. `H` head, `T` a table begins,
 * `D` its rows as PostgreSQL's COPY text, `E` it ends, with count and checksum, `Z` the rest. Without `Z` it isn't whole.
 */
type Frame =
  | { type: 'H'; content: ArchiveHead }
  | { type: 'T'; content: TableHead }
  | { type: 'E'; content: TableEnd }
  | { type: 'Z'; content: ArchiveTail }
  | { type: 'D'; data: Buffer }

export interface ArchiveWriter {
  head(head: ArchiveHead): Promise<void>
  begin(table: TableHead): Promise<void>
  data(chunk: Buffer): Promise<void>
  end(rows: number): Promise<TableEnd>
  /** Ends the file; only now is it whole. */
  close(tail: ArchiveTail): Promise<void>
  abandon(): void
}

const largestFrame = 1 << 20

/** Writes an archive that only its owner may read. */
export function writeArchive(file: string): ArchiveWriter {
  const gzip = createGzip({ level: 6 })
  const target = createWriteStream(file, { mode: 0o600, flags: 'wx' })
  const written = pipeline(gzip, target)
  written.catch(() => {})
  let sum = createHash('sha256')

  async function put(type: string, content: Buffer): Promise<void> {
    const head = Buffer.alloc(5)
    head.write(type, 0, 'latin1')
    head.writeUInt32BE(content.length, 1)
    gzip.write(head)
    if (!gzip.write(content)) await Promise.race([once(gzip, 'drain'), written])
  }
  const json = (type: string, value: unknown) => put(type, Buffer.from(JSON.stringify(value)))

  return {
    head: (head) => json('H', head),
    async begin(table) {
      sum = createHash('sha256')
      await json('T', table)
    },
    async data(chunk) {
      sum.update(chunk)
      for (let at = 0; at < chunk.length; at += largestFrame) {
        await put('D', chunk.subarray(at, at + largestFrame))
      }
    },
    async end(rows) {
      const end = { rows, sha256: sum.digest('hex') }
      await json('E', end)
      return end
    },
    async close(tail) {
      await json('Z', tail)
      gzip.end()
      await written
    },
    abandon() {
      gzip.destroy()
      target.destroy()
    },
  }
}

/** The frames of an archive, in order. @throws {Error} when it is cut off or isn't one */
export async function* readFrames(file: string): AsyncGenerator<Frame> {
  const source = createReadStream(file)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  let left: Buffer = Buffer.alloc(0)
  for await (const chunk of source.pipe(gunzip)) {
    left = left.length > 0 ? Buffer.concat([left, chunk as Buffer]) : (chunk as Buffer)
    while (left.length >= 5) {
      const size = left.readUInt32BE(1)
      if (size > 1 << 30) throw new Error('The file is no archive of Lianqiao.')
      if (left.length < 5 + size) break
      yield toFrame(left.toString('latin1', 0, 1), left.subarray(5, 5 + size))
      left = left.subarray(5 + size)
    }
  }
  if (left.length > 0) throw new Error('The archive is cut off.')
}

function toFrame(type: string, content: Buffer): Frame {
  if (type === 'D') return { type, data: content }
  if (!'HTEZ'.includes(type)) throw new Error('The file is no archive of Lianqiao.')
  return { type, content: JSON.parse(content.toString('utf8')) } as Frame
}

export interface ArchiveSummary {
  head: ArchiveHead
  tables: { table: TableHead; rows: number }[]
  tail: ArchiveTail
}

/** Reads a whole archive and checks every sum. @throws {Error} one sentence, when something is missing or changed */
export async function checkArchive(file: string): Promise<ArchiveSummary> {
  let head: ArchiveHead | null = null
  let tail: ArchiveTail | null = null
  const tables: ArchiveSummary['tables'] = []
  let table: TableHead | null = null
  let sum = createHash('sha256')
  for await (const frame of readFrames(file)) {
    if (frame.type === 'H') head = frame.content
    else if (frame.type === 'T') {
      table = frame.content
      sum = createHash('sha256')
    } else if (frame.type === 'D') sum.update(frame.data)
    else if (frame.type === 'E') {
      if (!table || sum.digest('hex') !== frame.content.sha256) {
        throw new Error(`The table ${table?.name} in the archive was changed.`)
      }
      tables.push({ table, rows: frame.content.rows })
    } else tail = frame.content
  }
  if (head?.format !== 'lianqiao-backup' || head.version !== 1) {
    throw new Error('The file is no archive of Lianqiao.')
  }
  if (!tail || tail.tables !== tables.length) throw new Error('The archive is cut off.')
  return { head, tables, tail }
}
