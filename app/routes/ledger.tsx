import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { isBureau } from '#app/domain/actor.ts'
import { listLedger, sumLedger } from '#app/domain/ledger/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Page } from '#app/ui/blocks/page.tsx'
import { PrintButton } from '#app/ui/blocks/print-button.tsx'
import { LedgerSums, LedgerTable } from '#app/ui/ledger/ledger.tsx'

export const handle = { access: 'verified', title: 'ledger:title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const all: boolean = isBureau(actor, 'officer', 'host')
  const [rows, sums] = await Promise.all([
    listLedger(db, actor),
    sumLedger(db, all ? {} : { organizationId: actor.organization.id }),
  ])
  return { rows, sums }
})

export default function Ledger() {
  const { t } = useTranslation('ledger')
  const { rows, sums } = useLoaderData<typeof loader>()
  return (
    <Page title={t('title')} lead={t('lead')} wide actions={<PrintButton />}>
      <LedgerSums sums={sums} />
      <LedgerTable rows={rows} />
    </Page>
  )
}
