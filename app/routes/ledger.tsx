import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { isBureau } from '#app/domain/actor.ts'
import { listDeals, sumDeals } from '#app/domain/deal/read.server.ts'
import { listLedger, sumLedger } from '#app/domain/ledger/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { createFigureReader } from '#app/http/figure.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { PrintButton } from '#app/ui/components/print-button.tsx'
import { DealTable } from '#app/ui/deal/deal-table.tsx'
import { LedgerSums, LedgerTable } from '#app/ui/ledger/ledger.tsx'

export const handle = { access: 'verified', title: 'ledger:title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, log }) => {
  const figure = createFigureReader(log)
  const all: boolean = isBureau(actor, 'officer', 'host')
  const own = all ? {} : { organizationId: actor.organization.id }
  const [rows, sums, deals, dealSums] = await Promise.all([
    listLedger(db, actor),
    figure(sumLedger(db, { reader: actor })),
    listDeals(db, actor),
    figure(sumDeals(db, own)),
  ])
  return { rows, sums, deals, dealSums, own: actor.organization.id }
})

export default function Ledger() {
  const { t } = useTranslation('ledger')
  const { rows, sums, deals, dealSums, own } = useLoaderData<typeof loader>()
  return (
    <Page title={t('title')} lead={t('lead')} wide actions={<PrintButton />}>
      <Section title={t('financing')}>
        <div className="flex flex-col gap-4">
          <LedgerSums sums={sums} />
          <LedgerTable rows={rows} />
        </div>
      </Section>
      <Section title={t('trade')}>
        <div className="flex flex-col gap-4">
          <LedgerSums sums={dealSums} />
          {deals.length === 0 ? (
            <Empty title={t('trade_empty')} hint={t('trade_empty_hint')} />
          ) : (
            <DealTable deals={deals} own={own} />
          )}
        </div>
      </Section>
    </Page>
  )
}
