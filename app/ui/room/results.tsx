import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RoomView } from '#app/domain/session/room/view.ts'
import { useFormat } from '../components/use-format.ts'
import { type Attempt, openRefusals, outcomeOf } from './attempts.ts'
import { useRoomPage } from './context.ts'

const MAX_SHOWN = 3

/** What was refused, until it is put away: who was faster, or that time was up. */
export function Results() {
  const { attempts, view, dismiss } = useRoomPage()
  const { t } = useTranslation('room')
  const sentence = useOutcome()
  const refusals = openRefusals(attempts)
  const more = refusals.length - MAX_SHOWN
  return (
    <ul aria-live="assertive" aria-label={t('attempt.results')} className="empty:hidden">
      {refusals.slice(0, MAX_SHOWN).map((attempt) => (
        <li
          key={attempt.id}
          className="flex items-center gap-3 border-b border-line bg-warn-soft py-1 pr-2 pl-4 sm:pl-5"
        >
          <p className="min-w-0 flex-1 py-1">
            <span className="font-medium">{sentence(attempt)}</span>
            <span className="ml-2 text-muted">{titleOf(attempt, view)}</span>
          </p>
          <button
            type="button"
            onClick={() => dismiss(attempt.id)}
            className="grid size-11 shrink-0 place-items-center rounded-md text-link hover:bg-raised"
          >
            <X aria-hidden size={18} />
            <span className="sr-only">{t('attempt.dismiss')}</span>
          </button>
        </li>
      ))}
      {more > 0 && (
        <li className="border-b border-line bg-warn-soft px-4 py-1 text-sm text-muted sm:px-5">
          {t('attempt.more', { count: more })}
        </li>
      )}
    </ul>
  )
}

export const titleOf = ({ requestId }: Pick<Attempt, 'requestId'>, view: RoomView): string =>
  (requestId && view.cards[requestId]?.title) || ''

/** What became of a refused attempt, in words. */
export function useOutcome(): (attempt: Attempt) => string {
  const { view } = useRoomPage()
  const { t } = useTranslation(['room', 'refusal'])
  const { list } = useFormat()
  return (attempt) => {
    const outcome = outcomeOf(attempt, view.state)
    if (outcome.key === 'lost') {
      const names = outcome.institutionIds.map((id) => view.names[id] ?? '')
      return t('room:attempt.lost', { institutions: list(names) })
    }
    if (outcome.key === 'other') return t(`refusal:${attempt.message}`, attempt.params)
    return t(`room:attempt.${outcome.key}`)
  }
}
