import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { topic } from '#app/domain/events.ts'
import { listReceipts } from '#app/domain/receipt/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { Pager } from '#app/ui/components/pager.tsx'
import { ConsentFrame } from '#app/ui/consent/frame.tsx'
import { ReceiptTable } from '#app/ui/consent/receipt-table.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = { access: 'enterprise' } satisfies RouteHandle

const perPage = 50

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const before = z.uuid().safeParse(url.searchParams.get('before')).data
  const receipts = await listReceipts(db, actor, { before, limit: perPage + 1 })
  return {
    receipts: receipts.slice(0, perPage),
    older: receipts.length > perPage ? receipts[perPage - 1]!.id : null,
    topic: topic.consents(actor.organization.id),
  }
})

export default function Receipts() {
  const { t } = useTranslation('consent')
  const { receipts, older, topic: changes } = useLoaderData<typeof loader>()
  useTopic(changes)
  const download = receipts.length > 0 && (
    <LinkButton to="/consents/receipts.csv" reloadDocument>
      {t('export')}
    </LinkButton>
  )
  return (
    <ConsentFrame view="receipts" lead={t('receipts_lead')} actions={download}>
      {receipts.length === 0 ? (
        <Empty title={t('receipts_empty')} hint={t('receipts_empty_hint')} />
      ) : (
        <ReceiptTable receipts={receipts} />
      )}
      <Pager next={older && `?before=${older}`} />
    </ConsentFrame>
  )
}
