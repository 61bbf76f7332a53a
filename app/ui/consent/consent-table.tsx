import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Day } from '../blocks/figures.tsx'
import { State } from '../blocks/state.tsx'
import { Table } from '../blocks/table.tsx'
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
      rows={consents.map((one) => ({
        key: one.id,
        cells: [
          <Link key="other" to={`/consents/${one.id}`} className="prose-link">
            {one[other].name}
          </Link>,
          <ConsentSubject key="subject" request={one.request} />,
          t(`purposes.${one.purpose}`),
          <FieldNames key="fields" fields={one.fields} />,
          <Day key="until" day={one.until} />,
          <State key="state" noun="consent" state={one.state} />,
          one.reads,
        ],
      }))}
    />
  )
}
