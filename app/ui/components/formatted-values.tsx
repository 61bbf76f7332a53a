import { useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { distance, formatRate } from '#app/i18n/format.ts'
import { cx } from './class.ts'
import { useFormat } from './use-format.ts'

/** Money in fen: short to the eye, exact on hover, and read out exactly where the short form rounds. */
export function Money({ fen, className }: { fen: number; className?: string }) {
  const format = useFormat()
  const exact = format.moneyExactly(fen)
  const rounded = format.isRounded(fen)
  return (
    <data
      value={(fen / 100).toFixed(2)}
      title={exact}
      className={cx('whitespace-nowrap', className)}
    >
      {rounded ? (
        <>
          <span aria-hidden>{format.money(fen)}</span>
          <span className="sr-only">{exact}</span>
        </>
      ) : (
        format.money(fen)
      )}
    </data>
  )
}

/** Stands for a figure that could not be read, or that no number holds exactly. */
export function FigureMissing() {
  const { t } = useTranslation('ui')
  return <span className="text-base text-muted">{t('figure_missing')}</span>
}

/** A yearly rate in basis points. */
export function Rate({ bp, className }: { bp: number; className?: string }) {
  const { t } = useTranslation('ui')
  return (
    <data
      value={bp}
      title={t('rate_exact', { rate: formatRate(bp), bp })}
      className={cx('whitespace-nowrap', className)}
    >
      {formatRate(bp)}
    </data>
  )
}

export function Term({ months, className }: { months: number; className?: string }) {
  const format = useFormat()
  return <span className={cx('whitespace-nowrap', className)}>{format.term(months)}</span>
}

/** A date, `YYYY-MM-DD`. */
export function Day({ day, className }: { day: string; className?: string }) {
  const format = useFormat()
  return (
    <time dateTime={day} className={cx('whitespace-nowrap', className)}>
      {format.day(day)}
    </time>
  )
}

/** What a loader sends: single fetch keeps dates, JSON and sockets send text. */
export type Moment = Date | string | number

const toDate = (at: Moment): Date => (at instanceof Date ? at : new Date(at))

export function Instant({ at, className }: { at: Moment; className?: string }) {
  const format = useFormat()
  const date = toDate(at)
  return (
    <time
      dateTime={date.toISOString()}
      title={format.instantExactly(date)}
      className={cx('whitespace-nowrap', className)}
    >
      {format.instant(date)}
    </time>
  )
}

/** The instant at which the page was made (root loader's `now`), so that server and browser say the same. */
export function useNow(): Date | null {
  const root = useRouteLoaderData('root') as { now?: Moment } | undefined
  return root?.now === undefined ? null : toDate(root.now)
}

export interface DueProps {
  at: Moment
  now?: Moment
  /** Whole working days left, where the deadline runs in working days and the loader counted them. */
  workingDaysLeft?: number | null
  className?: string
}

/** A deadline: the exact instant, and beside it how long is left or how late it is. */
export function Due({ at, now, workingDaysLeft, className }: DueProps) {
  const { t } = useTranslation('ui')
  const pageNow = useNow()
  const current = now === undefined ? pageNow : toDate(now)
  const date = toDate(at)
  const away = current && distance(date, current)
  const close = away && !away.past && away.unit !== 'days'
  const words =
    away &&
    (away.past || close || workingDaysLeft == null
      ? t(away.past ? `due.past_${away.unit}` : `due.left_${away.unit}`, { count: away.count })
      : t('due.left_working_days', { count: workingDaysLeft }))
  return (
    <span className={cx('inline-flex flex-wrap items-baseline gap-x-2', className)}>
      <Instant at={date} />
      {words && (
        <span
          className={cx(
            'text-sm whitespace-nowrap',
            away.past ? 'font-medium text-live' : close ? 'text-warn' : 'text-muted',
          )}
        >
          {words}
        </span>
      )}
    </span>
  )
}
