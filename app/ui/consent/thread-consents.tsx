import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Day } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { type ConsentView, FieldNames } from './consent-facts.tsx'

export interface ThreadConsentsProps {
  consents: readonly ConsentView[]
  thread: {
    side: 'institution' | 'enterprise' | null
    request: { id: string }
    institution: { id: string }
  }
}

/** What the enterprise lets this institution read for this thread; each leads to its own page. */
export function ThreadConsents({ consents, thread }: ThreadConsentsProps) {
  const { t } = useTranslation('consent')
  if (!thread.side) return null
  const more = `/consents/new?institution=${thread.institution.id}&request=${thread.request.id}`
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('title')}</h3>
      <ul className="flex flex-col gap-2">
        {consents.map((consent) => (
          <li key={consent.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Link to={`/consents/${consent.id}`} className="prose-link">
              {t(`purposes.${consent.purpose}`)}
            </Link>
            <State noun="consent" state={consent.state} />
            <FieldNames fields={consent.fields} />
            <span className="text-sm text-muted">
              {t('until')} <Day day={consent.until} />
            </span>
          </li>
        ))}
      </ul>
      {thread.side === 'enterprise' && (
        <p>
          <LinkButton to={more} size="s">
            {t('extend')}
          </LinkButton>
        </p>
      )}
    </div>
  )
}
