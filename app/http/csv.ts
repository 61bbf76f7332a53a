import { stringify } from 'csv-stringify/sync'

/** How a formula begins, also in full width and behind blanks and control characters, which programs skip. */
const formula = /^(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹢﹣﹦﹫−]|[\t\r\n])/u

/** What a spreadsheet would take for a formula is kept from being one. */
const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** The mark at the head of a file tells spreadsheet programs that it is UTF-8. */
const mark = '\uFEFF'

/** Lines as RFC 4180 has them. */
const linesOf = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map(guarded)),
    { record_delimiter: 'windows' },
  )

/** Rows as the text of a CSV file. */
export const csvText = (rows: readonly (readonly string[])[]): string => mark + linesOf(rows)

const headersOf = (name: string) => ({
  'Content-Type': 'text/csv; charset=utf-8',
  'Content-Disposition': `attachment; filename="${name}"`,
  'Cache-Control': 'private, no-store',
})

/** The same as a file to keep. */
export function csvResponse(name: string, rows: readonly (readonly string[])[]): Response {
  return new Response(csvText(rows), { headers: headersOf(name) })
}

/** The same sent while it is read, some rows at a time, so that memory stays small however long it is. */
export function csvStream(name: string, parts: AsyncGenerator<string[][]>): Response {
  const encoder = new TextEncoder()
  let head = mark
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await parts.next()
      if (done) return controller.close()
      controller.enqueue(encoder.encode(head + linesOf(value)))
      head = ''
    },
    cancel: async () => void (await parts.return(undefined)),
  })
  return new Response(body, { headers: headersOf(name) })
}
