import { useTranslation } from 'react-i18next'
import type { AgendaItem } from '#app/domain/session/room/event.ts'
import type { RoomView } from '#app/domain/session/room/view.ts'
import { cx } from '../components/class.ts'
import { State } from '../components/state.tsx'
import { useRoomPage } from './context.ts'
import { Ended } from './rounds.tsx'

/** What an item of the agenda is called; an item that shows a request is called by it, once the reader may know it. */
const titleOfItem = ({ names, cards }: RoomView, { itemId, requestId }: AgendaItem) =>
  names[itemId] ?? (requestId ? cards[requestId]?.title : undefined)

/** What is on stage, in words; undefined for an item that shows a request which the reader may not know. */
export function titleOfStage(
  view: RoomView,
  { itemId, requestId }: NonNullable<RoomView['state']['stage']>,
): string | undefined {
  if (requestId && view.cards[requestId]) return view.cards[requestId]?.title
  const item = view.state.agenda.find((candidate) => candidate.itemId === itemId)
  return item && titleOfItem(view, item)
}

/** The agenda and the rounds, with what is on now. */
export function Agenda() {
  const { view } = useRoomPage()
  const { t } = useTranslation(['room', 'session'])
  const { agenda, rounds, stage, ended } = view.state
  return (
    <section
      aria-labelledby="agenda"
      className="shrink-0 rounded-lg border border-line bg-raised p-4"
    >
      <h2 id="agenda" className="mb-2 text-sm text-muted">
        {t('room:agenda.title')}
      </h2>
      {agenda.length + rounds.length === 0 && (
        <p className="text-muted">{t('room:agenda.empty')}</p>
      )}
      <ol>
        {agenda.map((item) => {
          const now = stage?.itemId === item.itemId
          const end = ended[item.requestId ?? item.productId ?? '']
          return (
            <li
              key={item.itemId}
              aria-current={now ? 'step' : undefined}
              className={cx(
                'flex items-baseline gap-2 border-t border-line py-2 first:border-t-0',
                now && 'font-medium text-link',
              )}
            >
              <span className="min-w-0 flex-1">
                {titleOfItem(view, item) ?? t('session:agenda.kind.request')}
              </span>
              {end && !now ? (
                <Ended end={end} />
              ) : (
                <span className="text-sm whitespace-nowrap text-muted">
                  {now
                    ? t('room:agenda.now')
                    : t('session:agenda.minutes', { count: item.minutes })}
                </span>
              )}
            </li>
          )
        })}
        {rounds.map((round) => (
          <li
            key={round.roundId}
            className="flex items-baseline gap-2 border-t border-line py-2 first:border-t-0"
          >
            <span className="min-w-0 flex-1">
              {t('room:round.name', {
                number: round.number,
                title: view.names[round.roundId] ?? '',
              })}
            </span>
            <State noun="round" state={round.state} className="text-sm" />
          </li>
        ))}
      </ol>
    </section>
  )
}
