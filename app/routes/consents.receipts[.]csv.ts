import { listReceipts } from '#app/domain/receipt/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { csvResponse } from '#app/http/csv.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'enterprise' } satisfies RouteHandle

const most = 10_000

/** Who read what of the enterprise, for its own files. */
export const loader = load(handle.access, async ({ actor, db, t }) => {
  const words = (key: string) => t(key, { ns: 'consent' })
  const receipts = await listReceipts(db, actor, { limit: most })
  return csvResponse('receipts.csv', [
    [words('at'), words('reader'), words('why'), words('what')],
    ...receipts.map((one) => [
      one.at.toISOString(),
      [one.reader, one.person].filter(Boolean).join(' · '),
      one.purpose ? words(`purposes.${one.purpose}`) : words(`bases.${one.basis}`),
      one.fields.map((field) => words(`fields.${field}`)).join(' '),
    ]),
  ])
})
