import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Day } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import { ConsentSubject, type ConsentView, FieldNames } from './consent-facts.tsx'

/** Consents as one side sees them; the first column names the other. */
export function ConsentTable({
  consents,
  side,
}: {
  consents: readonly ConsentView[]
  side: 'enterprise' | 'institution'
}) {
  const { t } = useTranslation('consent')
  const other = side === 'enterprise' ? 'institution' : 'enterprise'
  return (
    <Table
      caption={t('title')}
      captionHidden
      head={[
        t(other),
        t('subject'),
        t('purpose'),
        t('fields_title'),
        t('until'),
        t('state'),
        { label: t('reads'), align: 'end' },
      ]}
      rows={consents.map((consent) => ({
        key: consent.id,
        cells: [
          <Link key="other" to={`/consents/${consent.id}`} className="prose-link">
            {consent[other].name}
          </Link>,
          <ConsentSubject key="subject" request={consent.request} />,
          t(`purposes.${consent.purpose}`),
          <FieldNames key="fields" fields={consent.fields} />,
          <Day key="until" day={consent.until} />,
          <State key="state" noun="consent" state={consent.state} />,
          consent.reads,
        ],
      }))}
    />
  )
}
