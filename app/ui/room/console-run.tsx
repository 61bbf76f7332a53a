import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { EndReason } from '#app/domain/session/room/event.ts'
import { offeredIn, openRounds } from '#app/domain/session/room/state.ts'
import { isRoundOpen, overStates } from '#app/domain/session/session.ts'
import { cx } from '../components/class.ts'
import { Money } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'
import { Ended } from './rounds.tsx'

/** Everything that can be put on stage, in order, and the rounds with their requests. */
export function RunOfShow() {
  const { session, view } = useRoomPage()
  const { t } = useTranslation('room')
  const { agenda, rounds, stage, ended, phase } = view.state
  return (
    <section aria-labelledby="run" className="rounded-lg border border-line bg-raised p-4">
      <header className="mb-2 flex items-center justify-between gap-2">
        <h2 id="run" className="font-semibold">
          {t('console.run')}
        </h2>
        {!overStates.includes(phase) && (
          <Link to={`/sessions/${session.id}/edit`} className="prose-link text-sm">
            {t('console.plan')}
          </Link>
        )}
      </header>
      <ol>
        {agenda.map((item) => (
          <Line
            key={item.itemId}
            title={view.names[item.itemId] ?? ''}
            on={stage?.itemId === item.itemId}
            body={{ itemId: item.itemId }}
            end={ended[item.requestId ?? item.productId ?? '']}
          />
        ))}
      </ol>
      {rounds.map((round) => (
        <div key={round.roundId} className="mt-4 border-t border-line pt-3">
          <p className="flex flex-wrap items-baseline justify-between gap-x-2">
            <span className="font-medium">
              {t('round.name', { number: round.number, title: view.names[round.roundId] ?? '' })}
            </span>
            <State noun="round" state={round.state} className="text-sm" />
          </p>
          {round.state === 'planned' && offeredIn(view.state, round).length === 0 && (
            <p className="text-sm text-warn">{t('console.empty_round')}</p>
          )}
          {round.state === 'planned' &&
            offeredIn(view.state, round).length > 0 &&
            phase === 'live' &&
            openRounds(view.state).length === 0 && (
              <CommandForm
                type="open_round"
                body={{ roundId: round.roundId }}
                label={t('console.open_round')}
                size="s"
                className="mt-1"
              />
            )}
          <ol className={cx(round.state === 'closed' && 'text-muted')}>
            {round.requestIds.map((requestId) => (
              <Line
                key={requestId}
                title={view.cards[requestId]?.title ?? ''}
                amountFen={view.cards[requestId]?.amountFen}
                on={stage?.requestId === requestId}
                body={{ requestId }}
                end={ended[requestId]}
                quiet={!isRoundOpen(round.state)}
              />
            ))}
          </ol>
        </div>
      ))}
      {stage && (
        <CommandForm
          type="stage"
          body={{ after: stage.since }}
          label={t('console.clear')}
          variant="quiet"
          size="s"
          className="mt-3"
        />
      )}
    </section>
  )
}

interface LineProps {
  title: string
  amountFen?: number | undefined
  on: boolean
  body: Record<string, string>
  /** Why it is offered no more. */
  end?: EndReason | undefined
  quiet?: boolean
}

function Line({ title, amountFen, on, body, end, quiet }: LineProps) {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  return (
    <li
      aria-current={on ? 'step' : undefined}
      className="flex items-center gap-2 border-t border-line py-1.5 first:border-t-0"
    >
      <div className={cx('min-w-0 flex-1', on && 'font-medium text-link')}>
        <p className="truncate" title={title}>
          {title}
        </p>
        {amountFen !== undefined && (
          <p className="text-sm text-muted">
            <Money fen={amountFen} />
          </p>
        )}
      </div>
      {on ? (
        <span className="text-sm text-link">{t('console.on_stage')}</span>
      ) : end ? (
        <Ended end={end} />
      ) : (
        <CommandForm
          type="stage"
          body={{ ...body, after: view.state.stage?.since ?? 'none' }}
          label={t('console.put_on')}
          size="s"
          variant={quiet ? 'quiet' : 'secondary'}
        />
      )}
    </li>
  )
}
