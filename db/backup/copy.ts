import { once } from 'node:events'
import type { Socket } from 'node:net'
import type pg from 'pg'

/** What the driver tells a statement of while it runs; the driver itself knows no COPY. */
interface Wire {
  stream: Socket
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

interface Completed {
  text: string
}

/** A statement that the driver hands the server's answers to, one by one. */
abstract class Copying {
  rows = 0
  private failed: Error | null = null
  private readonly statement: string
  private readonly settle: (error: Error | null, rows: number) => void

  constructor(statement: string, settle: (error: Error | null, rows: number) => void) {
    this.statement = statement
    this.settle = settle
  }

  submit(wire: Wire): void {
    wire.query(this.statement)
  }

  fail(error: Error): void {
    this.failed ??= error
  }

  handleError(error: Error): void {
    this.fail(error)
    this.settle(this.failed, 0)
  }

  handleCommandComplete({ text }: Completed): void {
    this.rows = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0)
  }

  handleReadyForQuery(): void {
    this.settle(this.failed, this.rows)
  }
}

class Outgoing extends Copying {
  take: (chunk: Buffer) => Promise<void> = async () => {}
  private pending = 0
  private last: Promise<void> = Promise.resolve()

  /**
   * Pieces are written one after the other, in the order in which they came. The connection waits while any is,
   * so memory stays small however large a table is.
   */
  handleCopyData({ chunk }: { chunk: Buffer }, wire: Wire): void {
    const bytes = Buffer.from(chunk)
    this.pending++
    wire.stream.pause()
    this.last = this.last
      .then(() => this.take(bytes))
      .catch((error: Error) => this.fail(error))
      .then(() => {
        if (--this.pending === 0) wire.stream.resume()
      })
  }

  override handleReadyForQuery(): void {
    void this.last.then(() => super.handleReadyForQuery())
  }
}

class Incoming extends Copying {
  chunks: AsyncIterable<Buffer> = empty()

  handleCopyInResponse(wire: Wire): void {
    this.pump(wire).then(
      () => wire.endCopyFrom(),
      (error: Error) => {
        this.fail(error)
        wire.sendCopyFail(error.message)
      },
    )
  }

  private async pump(wire: Wire): Promise<void> {
    for await (const chunk of this.chunks) {
      wire.sendCopyFromChunk(chunk)
      if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain')
    }
  }
}

async function* empty(): AsyncIterable<Buffer> {}

function run<T extends Copying>(
  client: pg.Client,
  Statement: new (text: string, settle: (error: Error | null, rows: number) => void) => T,
  text: string,
  prepare: (statement: T) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const statement = new Statement(text, (error, rows) => (error ? reject(error) : resolve(rows)))
    prepare(statement)
    client.query(statement as never)
  })
}

/** Runs `COPY … TO STDOUT`. @returns how many rows came */
export const copyOut = (
  client: pg.Client,
  statement: string,
  take: (chunk: Buffer) => Promise<void>,
): Promise<number> =>
  run(client, Outgoing, statement, (item) => {
    item.take = take
  })

/** Runs `COPY … FROM STDIN`. @returns how many rows went in */
export const copyIn = (
  client: pg.Client,
  statement: string,
  chunks: AsyncIterable<Buffer>,
): Promise<number> =>
  run(client, Incoming, statement, (item) => {
    item.chunks = chunks
  })
