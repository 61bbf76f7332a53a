import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Instant, type Moment } from '../blocks/figures.tsx'
import { Table } from '../blocks/table.tsx'
import { useFormat } from '../blocks/use-format.ts'
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
      rows={receipts.map((one) => ({
        key: one.id,
        cells: [
          <Instant key="at" at={one.at} />,
          <span key="reader">
            {one.reader}
            {` · ${format.person(one.person)}`}
          </span>,
          one.consentId && one.purpose ? (
            <Link key="why" to={`/consents/${one.consentId}`} className="prose-link">
              {t(`purposes.${one.purpose}`)}
            </Link>
          ) : (
            <span key="why">
              {t('by_office', { basis: t(`bases.${one.basis}`) })}
              <span className="block text-muted">{t('basis_law')}</span>
            </span>
          ),
          <FieldNames key="what" fields={one.fields} />,
        ],
      }))}
    />
  )
}
