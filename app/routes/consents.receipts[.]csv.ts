import { listReceipts } from '#app/domain/receipt/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { csvResponse } from '#app/http/csv.ts'
import { load } from '#app/http/route.ts'
import { createFormat } from '#app/i18n/format.ts'

export const handle = { access: 'enterprise' } satisfies RouteHandle

const most = 10_000

/** Who read what of the enterprise, for its own files. */
export const loader = load(handle.access, async ({ actor, db, t, locale }) => {
  const words = (key: string) => t(key, { ns: 'consent' })
  const { person } = createFormat({ language: locale, t })
  const receipts = await listReceipts(db, actor, { limit: most })
  return csvResponse('receipts.csv', [
    [words('at'), words('reader'), words('why'), words('what')],
    ...receipts.map((receipt) => [
      receipt.at.toISOString(),
      `${receipt.reader} · ${person(receipt.person)}`,
      receipt.purpose ? words(`purposes.${receipt.purpose}`) : words(`bases.${receipt.basis}`),
      receipt.fields.map((field) => words(`fields.${field}`)).join(' '),
    ]),
  ])
})
