import { Link } from '@remix-run/react'
import { CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from './class.ts'
import { type Tone, toneOf } from './state-tone.ts'

const dots: Record<Tone, string> = {
  idle: 'bg-edge',
  going: 'bg-primary',
  waiting: 'bg-warn',
  good: 'bg-ok',
  bad: 'bg-bad',
  live: 'bg-live',
}

/** A state in words with its dot; `noun` names the table of states, e.g. `request`. */
export function State({
  noun,
  state,
  className,
}: {
  noun: string
  state: string
  className?: string
}) {
  const { t } = useTranslation('state')
  const tone = toneOf(noun, state)
  return (
    <span className={cx('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <span aria-hidden className={cx('size-2 shrink-0 rounded-full', dots[tone])} />
      <span className={tone === 'live' ? 'font-medium text-live' : undefined}>
        {t(`${noun}.${state}`)}
      </span>
    </span>
  )
}

export interface CourseProps {
  noun: string
  /** The usual way, in order; a state beside it shows in words only. */
  states: readonly string[]
  current: string
}

/** Where a thing is on its way: a line of dots, the present one named. */
export function Course({ noun, states, current }: CourseProps) {
  const { t } = useTranslation(['state', 'ui', 'help'])
  const at = states.indexOf(current)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <ol
        className="flex flex-wrap items-center gap-x-1 gap-y-2 text-sm"
        aria-label={t('ui:course')}
      >
        {states.map((state, index) => (
          <li
            key={state}
            aria-current={index === at ? 'step' : undefined}
            className={cx(
              'inline-flex items-center gap-1.5',
              index === at ? 'font-medium' : 'text-muted',
            )}
          >
            {index > 0 && (
              <span
                aria-hidden
                className={cx('h-px w-4 sm:w-6', index <= at ? 'bg-primary' : 'bg-line')}
              />
            )}
            <span
              aria-hidden
              className={cx(
                'size-2.5 shrink-0 rounded-full border',
                index < at && 'border-primary bg-primary',
                index === at && 'border-primary bg-primary ring-3 ring-primary-soft',
                index > at && 'border-edge bg-raised',
              )}
            />
            <span className={index === at ? undefined : 'max-sm:sr-only'}>
              {t(`state:${noun}.${state}`)}
            </span>
          </li>
        ))}
        {at < 0 && (
          <li aria-current="step">
            <State noun={noun} state={current} />
          </li>
        )}
      </ol>
      <Link
        to={`/help/${noun}`}
        className="inline-flex min-h-6 items-center text-muted hover:text-link print:hidden"
      >
        <CircleHelp aria-hidden size={16} />
        <span className="sr-only">{t('help:link')}</span>
      </Link>
    </div>
  )
}
