import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Day } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { type ConsentView, FieldNames } from './consent-facts.tsx'

/** What the institution may read already: it stays as it is, whatever is added. */
export function InForce({ consents }: { consents: readonly ConsentView[] }) {
  const { t } = useTranslation('consent')
  return (
    <Section title={t('in_force')}>
      <ul className="flex flex-col gap-3">
        {consents.map(({ id, purpose, fields, until }) => (
          <li key={id} className="flex flex-col gap-1 border-b border-line pb-3 last:border-b-0">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <Link to={`/consents/${id}`} className="prose-link">
                {t(`purposes.${purpose}`)}
              </Link>
              <span className="text-sm text-muted">
                {t('until')} <Day day={until} />
              </span>
            </p>
            <FieldNames fields={fields} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
