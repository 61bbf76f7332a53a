import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { consentFields } from '#app/domain/consent/vocabulary.ts'
import { Day, Instant, type Moment } from '../components/formatted-values.tsx'
import { Facts } from '../components/page.tsx'
import { State } from '../components/state.tsx'

export interface ConsentView {
  id: string
  state: string
  source: string
  purpose: string
  fields: readonly string[]
  until: string
  grantedAt: Moment
  endedAt: Moment | null
  enterprise: { id: string; name: string }
  institution: { id: string; name: string }
  request: { id: string; title: string } | null
  reads: number
}

/** The names of fields in the order of their list. */
export function FieldNames({ fields }: { fields: readonly string[] }) {
  const { t } = useTranslation('consent')
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {consentFields
        .filter((field) => fields.includes(field))
        .map((field) => (
          <li key={field}>{t(`fields.${field}`)}</li>
        ))}
    </ul>
  )
}

export function ConsentSubject({ request }: Pick<ConsentView, 'request'>) {
  const { t } = useTranslation('consent')
  if (!request) return <>{t('whole')}</>
  return (
    <Link to={`/requests/${request.id}`} className="prose-link">
      {request.title}
    </Link>
  )
}

/** Who, what, what for, until when. */
export function ConsentFacts({ consent }: { consent: ConsentView }) {
  const { t } = useTranslation('consent')
  return (
    <Facts
      items={[
        { label: t('enterprise'), value: consent.enterprise.name },
        { label: t('institution'), value: consent.institution.name },
        { label: t('subject'), value: <ConsentSubject request={consent.request} /> },
        { label: t('source'), value: t(`sources.${consent.source}`) },
        { label: t('purpose'), value: t(`purposes.${consent.purpose}`) },
        { label: t('fields_title'), value: <FieldNames fields={consent.fields} /> },
        { label: t('until'), value: <Day day={consent.until} /> },
        { label: t('state'), value: <State noun="consent" state={consent.state} /> },
        { label: t('granted_at'), value: <Instant at={consent.grantedAt} /> },
        { label: t('ended_at'), value: consent.endedAt && <Instant at={consent.endedAt} /> },
        { label: t('reads'), value: t('times', { count: consent.reads }) },
      ]}
    />
  )
}
