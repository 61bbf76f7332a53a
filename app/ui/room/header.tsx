import { Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '#app/i18n/format.ts'
import { State } from '../components/state.tsx'
import { Connection, Stopped } from './connection.tsx'
import { span, useRoomPage } from './context.ts'

/** What the session is, where it stands, who is here, and how the connection is. */
export function RoomHeader({ other }: { other?: { to: string; label: string } }) {
  const { session, view, connection, now, me } = useRoomPage()
  const { t } = useTranslation('room')
  const { phase, phaseSince } = view.state
  const running = phase === 'live' || phase === 'break' || phase === 'talks'
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-raised">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 sm:px-5">
        <Link
          to={`/sessions/${session.id}`}
          aria-label={t('back')}
          className="grid size-11 place-items-center rounded-md text-link hover:bg-primary-soft"
        >
          <ArrowLeft aria-hidden size={20} />
        </Link>
        <div className="min-w-0 flex-1">
          <h1 className="truncate text-lg font-semibold">{session.title}</h1>
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
            <State noun="session" state={phase} />
            {running && phaseSince && (
              <span className="tabular-nums">{span(now - Date.parse(phaseSince))}</span>
            )}
            {me.part === 'host' && (
              <span className="max-sm:hidden">
                {t('arrived', {
                  count: view.state.arrived,
                  formatted: formatCount(view.state.arrived),
                })}
              </span>
            )}
            {connection && connection.presence > 0 && (
              <span>{t('presence', { count: connection.presence })}</span>
            )}
          </p>
        </div>
        {other && (
          <Link to={other.to} className="prose-link inline-flex min-h-11 items-center text-sm">
            {other.label}
          </Link>
        )}
        <Connection />
      </div>
      <Stopped />
    </header>
  )
}
