import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'
import { FieldNames } from './consent-facts.tsx'

export interface ReceiptView {
  id: string
  at: Moment
  reader: string
  person: string | null
  purpose: string | null
  basis: string | null
  consentId: string | null
  fields: readonly string[]
}

/** Who read what, when, and what entitled them. */
export function ReceiptTable({ receipts }: { receipts: readonly ReceiptView[] }) {
  const { t } = useTranslation('consent')
  const format = useFormat()
  return (
    <Table
      caption={t('receipts_title')}
      captionHidden
      head={[t('at'), t('reader'), t('why'), t('what')]}
      rows={receipts.map((receipt) => ({
        key: receipt.id,
        cells: [
          <Instant key="at" at={receipt.at} />,
          <span key="reader">
            {receipt.reader}
            {` · ${format.person(receipt.person)}`}
          </span>,
          receipt.consentId && receipt.purpose ? (
            <Link key="why" to={`/consents/${receipt.consentId}`} className="prose-link">
              {t(`purposes.${receipt.purpose}`)}
            </Link>
          ) : (
            <span key="why">
              {t('by_office', { basis: t(`bases.${receipt.basis}`) })}
              <span className="block text-muted">{t('basis_law')}</span>
            </span>
          ),
          <FieldNames key="what" fields={receipt.fields} />,
        ],
      }))}
    />
  )
}
