import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { runningStates, type SessionState, type SessionType } from '#app/domain/session/session.ts'
import { cx } from '../components/class.ts'
import { Instant } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'

export interface CalendarItem {
  id: string
  type: SessionType
  state: SessionState
  title: string
  place: string | null
  startsAt: Date | string
  organizer: string
  registered: number
  mine: boolean
}

/** A day at the left, what and where beside it; what is live stands out. */
export function CalendarList({ entries }: { entries: readonly CalendarItem[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {entries.map((entry) => (
        <CalendarEntry key={entry.id} entry={entry} />
      ))}
    </ul>
  )
}

function CalendarEntry({ entry }: { entry: CalendarItem }) {
  const { t } = useTranslation('session')
  const live = runningStates.includes(entry.state)
  return (
    <li
      className={cx(
        'relative flex gap-4 rounded-lg border bg-raised p-4 shadow-card hover:border-link sm:p-5',
        live ? 'border-live' : 'border-line',
      )}
    >
      <DayMark at={entry.startsAt} />
      <div className="min-w-0 flex-1">
        <h2 className="text-lg font-semibold text-balance">
          <Link
            to={`/sessions/${entry.id}`}
            className="text-ink no-underline after:absolute after:inset-0"
          >
            {entry.title}
          </Link>
        </h2>
        <p className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-muted">
          <Instant at={entry.startsAt} />
          <span>{entry.place ?? t('facts.online')}</span>
          <span>{entry.organizer}</span>
        </p>
        <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
          <State noun="session" state={entry.state} />
          <span className="text-muted">{t(`type.${entry.type}`)}</span>
          <span className="text-muted">
            {t('calendar.registered', { count: entry.registered })}
          </span>
          {entry.mine && <span className="text-ok">{t('calendar.mine_mark')}</span>}
        </p>
      </div>
    </li>
  )
}

/** Month and day on Beijing's clock, as on a wall calendar. */
export function DayMark({ at }: { at: Date | string }) {
  const format = useFormat()
  const local = new Date(new Date(at).getTime() + 8 * 3_600_000)
  return (
    <p
      aria-hidden
      className="flex h-16 w-14 shrink-0 flex-col items-center justify-center rounded-md bg-plane leading-tight"
    >
      <span className="text-sm text-muted">{format.monthName(local.getUTCMonth() + 1)}</span>
      <span className="text-2xl font-semibold">{local.getUTCDate()}</span>
    </p>
  )
}
