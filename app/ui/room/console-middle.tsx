import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { CommandType } from '#app/domain/session/room/commands.ts'
import {
  offeredIn,
  openRounds,
  type RoomState,
  reopenableUntil,
} from '#app/domain/session/room/state.ts'
import { overStates } from '#app/domain/session/session.ts'
import { useFormat } from '../components/use-format.ts'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'
import { type Step, stepFrom } from './host-step.ts'
import { ProtectedStep } from './protected-step.tsx'

export function NextStep() {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const { list } = useFormat()
  const step = stepFrom(view.state)
  const round = view.state.rounds.find((round) => round.roundId === step.body?.roundId)
  return (
    <section
      aria-labelledby="next-step"
      className="flex shrink-0 flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-primary-soft p-4 sm:px-6"
    >
      <div className="min-w-0 flex-1 basis-64">
        <h2 id="next-step" className="text-sm text-muted">
          {t('console.next')}
        </h2>
        {round && (
          <p className="font-semibold">
            {t('round.name', { number: round.number, title: view.names[round.roundId] ?? '' })}
          </p>
        )}
        <p>
          {t(`console.hint.${step.hint}`, {
            count: step.rounds?.length,
            numbers: list((step.rounds ?? []).map(String)),
            ...step.params,
          })}
        </p>
        <NothingLeft />
        <EmptyRounds />
      </div>
      <StepButton step={step} />
      <OtherSteps done={step.type} />
    </section>
  )
}

function StepButton({ step: { type, label, body = {} } }: { step: Step }) {
  const { t } = useTranslation('room')
  if (!type || !label) return null
  const look = { label: t(`console.${label}`), buttonClassName: 'min-w-40 text-lg' }
  if (type === 'end') return <ProtectedStep type="end" variant="primary" {...look} />
  return <CommandForm key={label} type={type} body={body} variant="primary" {...look} />
}

/** That nothing can be taken any more in the round that runs: the host needn't wait for its end. */
function NothingLeft() {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const open = openRounds(view.state)
  if (open.length === 0 || open.some((round) => offeredIn(view.state, round).length > 0))
    return null
  return <p className="text-sm text-warn">{t('console.nothing_left')}</p>
}

/** Rounds that nothing can be taken in, before they come up: they are passed over. */
function EmptyRounds() {
  const { view, session } = useRoomPage()
  const { t } = useTranslation('room')
  const { list } = useFormat()
  const empty = view.state.rounds.filter(
    (round) => round.state === 'planned' && offeredIn(view.state, round).length === 0,
  )
  if (empty.length === 0 || overStates.includes(view.state.phase)) return null
  const numbers = list(empty.map(({ number }) => String(number)))
  return (
    <p className="text-sm text-warn">
      {t('console.empty_rounds', { count: empty.length, numbers })}{' '}
      <Link to={`/sessions/${session.id}/edit`} className="prose-link">
        {t('console.fill')}
      </Link>
    </p>
  )
}

type OtherStep = 'pause' | 'start_talks' | 'resume' | 'end'
const others: Partial<Record<RoomState['phase'], OtherStep[]>> = {
  live: ['pause', 'start_talks', 'end'],
  break: ['end'],
  talks: ['resume'],
}

function OtherSteps({ done }: { done: CommandType | null }) {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const types = (others[view.state.phase] ?? []).filter((type) => type !== done)
  if (types.length === 0) return null
  return (
    <details className="w-full text-sm">
      <summary className="inline-flex min-h-9 items-center text-link">{t('console.other')}</summary>
      <div className="flex flex-wrap gap-2 pt-2">
        {types.map((type) =>
          type === 'resume' ? (
            <CommandForm key={type} type={type} label={t('console.step.back')} size="s" />
          ) : (
            <ProtectedStep
              key={type}
              type={type}
              label={t(`console.step.${type}`)}
              variant={type === 'end' ? 'danger' : 'secondary'}
              size="s"
            />
          ),
        )}
      </div>
    </details>
  )
}

/** More minutes, or an end before the time; for some minutes after the end, the way back. */
export function RoundControl() {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  return (
    <>
      <ReopenRound />
      {openRounds(view.state).map(({ roundId, number, closesAt }) => (
        <div key={roundId} className="flex flex-wrap items-center gap-2">
          <span className="mr-auto font-medium">
            {t('round.name', { number, title: view.names[roundId] ?? '' })}
          </span>
          {[2, 5].map((minutes) => (
            <CommandForm
              key={minutes}
              type="extend_round"
              body={{ roundId, minutes, ...(closesAt ? { from: closesAt } : {}) }}
              label={t('console.extend', { minutes })}
            />
          ))}
          <ProtectedStep
            type="close_round"
            body={{ roundId }}
            label={t('console.close')}
            variant="danger"
          />
        </div>
      ))}
    </>
  )
}

/** The round that ended last, while it can go on. */
function ReopenRound() {
  const { view, now } = useRoomPage()
  const { t } = useTranslation('room')
  const { state } = view
  if (state.phase !== 'live' || openRounds(state).length > 0) return null
  const last = state.rounds
    .filter((round) => round.closedAt !== null && reopenableUntil(round) > now)
    .sort((a, b) => (a.closedAt ?? '').localeCompare(b.closedAt ?? ''))
    .at(-1)
  if (!last) return null
  const name = t('round.name', { number: last.number, title: view.names[last.roundId] ?? '' })
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-raised px-4 py-2">
      <p className="min-w-0 flex-1 basis-60 text-sm text-muted">
        {t('console.just_ended', { round: name })}
      </p>
      <CommandForm
        type="reopen_round"
        body={{ roundId: last.roundId }}
        label={t('console.reopen')}
        size="s"
      />
    </div>
  )
}
