/** A field as CSV has it (RFC 4180); what a spreadsheet would take for a formula is kept from being one. */
const field = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as a CSV file to keep; the mark at its head tells spreadsheet programs that it is UTF-8. */
export function csvResponse(name: string, rows: readonly (readonly string[])[]): Response {
  const text = rows.map((row) => row.map(field).join(',')).join('\r\n')
  return new Response(`\uFEFF${text}\r\n`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
