import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { cx } from '../components/class.ts'
import { Due, Instant, type Moment } from '../components/formatted-values.tsx'

export interface FrontSession {
  id: string
  title: string
  state: string
  startsAt: Moment
  place: string | null
  running: boolean
}

/** What is live now, or how long until the next one. */
export function NextSession({ session }: { session: FrontSession | null }) {
  const { t } = useTranslation('home')
  if (!session) {
    return (
      <p className="text-muted">
        {t('none')}{' '}
        <Link to="/sessions" className="prose-link">
          {t('calendar')}
        </Link>
      </p>
    )
  }
  const { id, title, running, startsAt, place } = session
  return (
    <section
      aria-labelledby="front-session"
      className={cx(
        'flex flex-wrap items-center justify-between gap-x-8 gap-y-4 rounded-lg border-l-4 bg-raised p-5 shadow-card',
        running ? 'border-live' : 'border-primary',
      )}
    >
      <div className="min-w-0">
        <p
          className={cx(
            'flex items-center gap-2',
            running ? 'font-medium text-live' : 'text-muted',
          )}
        >
          {running && <span aria-hidden className="size-2.5 rounded-full bg-live" />}
          {t(running ? 'live' : 'next')}
        </p>
        <h2 id="front-session" className="text-xl font-semibold">
          {title}
        </h2>
        <p className="text-muted">
          {running ? <Instant at={startsAt} /> : <Due at={startsAt} />}
          {place && ` · ${place}`}
        </p>
      </div>
      <LinkButton to={`/sessions/${id}`} variant={running ? 'primary' : 'secondary'}>
        {t(running ? 'enter' : 'see')}
      </LinkButton>
    </section>
  )
}
