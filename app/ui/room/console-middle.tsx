import { useTranslation } from 'react-i18next'
import type { CommandType } from '#app/domain/session/room/commands.ts'
import { openRounds, type RoomState } from '#app/domain/session/room/state.ts'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'

interface Step {
  /** Null where there is nothing to do but wait. */
  type: CommandType | null
  body?: Record<string, string>
  label?: string
  hint: string
  params?: Record<string, unknown>
}

/** What the host does next, from where the session stands. */
function stepFrom(state: RoomState): Step {
  switch (state.phase) {
    case 'published':
      return { type: 'open_lobby', label: 'step.open_lobby', hint: 'open_lobby' }
    case 'lobby':
      return { type: 'go_live', label: 'step.go_live', hint: 'go_live' }
    case 'break':
      return { type: 'resume', label: 'step.resume', hint: 'resume' }
    case 'talks':
      return { type: 'end', label: 'step.end', hint: 'end' }
    case 'live':
      return liveStep(state)
    case 'ended':
    case 'archived':
      return { type: null, hint: 'done' }
    default:
      return { type: null, hint: 'publish' }
  }
}

function liveStep(state: RoomState): Step {
  if (openRounds(state).length > 0) return { type: null, hint: 'running' }
  const next = state.rounds.find((round) => round.state === 'planned')
  if (!next) return { type: 'end', label: 'step.end', hint: 'end' }
  return {
    type: 'open_round',
    body: { roundId: next.roundId },
    label: 'open_round',
    hint: 'open_round',
    params: { count: next.requestIds.length, minutes: next.minutes, number: next.number },
  }
}

export function NextStep() {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const step = stepFrom(view.state)
  const round = view.state.rounds.find((one) => one.roundId === step.body?.roundId)
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
        <p>{t(`console.hint.${step.hint}`, step.params)}</p>
      </div>
      {step.type && step.label && (
        <CommandForm
          key={step.label}
          type={step.type}
          body={step.body ?? {}}
          label={t(`console.${step.label}`)}
          variant="primary"
          buttonClassName="min-w-40 text-lg"
        />
      )}
      <OtherSteps done={step.type} />
    </section>
  )
}

const others: Partial<Record<RoomState['phase'], CommandType[]>> = {
  live: ['pause', 'start_talks', 'end'],
  break: ['end'],
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
        {types.map((type) => (
          <CommandForm
            key={type}
            type={type}
            label={t(`console.step.${type}`)}
            variant={type === 'end' ? 'danger' : 'secondary'}
            size="s"
          />
        ))}
      </div>
    </details>
  )
}

/** More minutes, or an end before the time. */
export function RoundControl() {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  return (
    <>
      {openRounds(view.state).map(({ roundId, number }) => (
        <div key={roundId} className="flex flex-wrap items-center gap-2">
          <span className="mr-auto font-medium">
            {t('round.name', { number, title: view.names[roundId] ?? '' })}
          </span>
          {[2, 5].map((minutes) => (
            <CommandForm
              key={minutes}
              type="extend_round"
              body={{ roundId, minutes }}
              label={t('console.extend', { minutes })}
            />
          ))}
          <CommandForm
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

export function AnnounceForm() {
  const { t } = useTranslation('room')
  return (
    <CommandForm
      type="announce"
      label={t('announcement.send')}
      className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-raised p-3"
    >
      <input
        type="text"
        name="text"
        required
        maxLength={120}
        autoComplete="off"
        aria-label={t('announcement.field')}
        placeholder={t('announcement.field')}
        className="min-h-11 min-w-0 flex-1 rounded-md border border-edge bg-raised px-3 text-base placeholder:text-muted"
      />
    </CommandForm>
  )
}
