import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listDeals } from '#app/domain/deal/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { DealTable } from '#app/ui/deal/deal-table.tsx'
import { TradeTabs } from '#app/ui/listing/trade-tabs.tsx'

export const handle = { access: 'verified', title: 'deal:list_title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  deals: await listDeals(db, actor),
  own: actor.organization.id,
}))

export default function Deals() {
  const { t } = useTranslation('deal')
  const { deals, own } = useLoaderData<typeof loader>()
  return (
    <Page title={t('list_title')} wide>
      <TradeTabs current="deals" />
      {deals.length === 0 ? (
        <Empty title={t('empty')} hint={t('empty_hint')} />
      ) : (
        <DealTable deals={deals} own={own} />
      )}
    </Page>
  )
}
