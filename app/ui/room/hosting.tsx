import { useTranslation } from 'react-i18next'
import type { Act } from '#app/domain/session/room/state.ts'
import { useFormat } from '../components/use-format.ts'
import { useRoomPage } from './context.ts'

/** Who hosts, and who did what when: for those who host together. */
export function Hosting() {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const format = useFormat()
  const hosts = Object.entries(view.state.people).filter(([, { part }]) => part === 'host')
  const acts = useActs()
  const [last] = acts
  if (hosts.length === 0) return null
  return (
    <section
      aria-labelledby="hosting"
      className="shrink-0 rounded-lg border border-line bg-raised px-4 py-3"
    >
      <h2 id="hosting" className="text-sm text-muted">
        {t('hosting.title')}
      </h2>
      <p>{format.list(hosts.map(([personId]) => format.person(view.people[personId] ?? '')))}</p>
      {last && (
        <details className="text-sm">
          <summary className="inline-flex min-h-9 items-center text-link">
            {t('hosting.last', { time: last.time, what: last.what })}
          </summary>
          <ol className="max-h-60 overflow-y-auto">
            {acts.map(({ seq, time, who, what }) => (
              <li key={seq} className="flex gap-2 border-t border-line py-1 first:border-t-0">
                <span className="text-muted tabular-nums">{time}</span>
                <span className="min-w-0 flex-1">{what}</span>
                <span className="text-muted">{who}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

/** The last steps, the newest first, in words; who was sent out or let in again stands among them. */
function useActs() {
  const { view } = useRoomPage()
  const { t } = useTranslation(['room', 'state'])
  const format = useFormat()
  const { acts, admissionActs, rounds } = view.state
  const told = ({ type, subject }: Pick<Act, 'type' | 'subject'>): string => {
    if (type === 'phase_changed')
      return t('room:hosting.act.phase_changed', { state: t(`state:session.${subject}`) })
    if (type === 'staged') {
      const title = view.cards[subject ?? '']?.title ?? view.names[subject ?? '']
      return t(subject ? 'room:hosting.act.staged' : 'room:hosting.act.staged_none', { title })
    }
    const number = rounds.find((round) => round.roundId === subject)?.number
    return t(`room:hosting.act.${type}`, { number })
  }
  const nameOf = (personId: string | null) =>
    personId === null ? t('room:hosting.clock') : format.person(view.people[personId] ?? '')
  const admissions = admissionActs.map(({ seq, at, type, personId, byPersonId }) => ({
    ...{ seq, at, personId: byPersonId },
    what: t(`room:hosting.act.${type}`, { name: format.person(view.people[personId] ?? '') }),
  }))
  return [...acts.map((act) => ({ ...act, what: told(act) })), ...admissions]
    .sort((a, b) => b.seq - a.seq)
    .map(({ seq, at, personId, what }) => ({
      ...{ seq, what, time: format.time(new Date(at)), who: nameOf(personId) },
    }))
}
