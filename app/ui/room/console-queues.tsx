import { useTranslation } from 'react-i18next'
import type { RoomState } from '#app/domain/session/room/state.ts'
import { useFormat } from '../components/use-format.ts'
import { useRoomPage } from './context.ts'
import { SayForm, TalkPanel, Words } from './talk.tsx'
import { Tally } from './tally.tsx'

/** What waits for the host: private questions first, then what happens. */
export function Queues() {
  const { t } = useTranslation('room')
  return (
    <section aria-label={t('console.queues')} className="flex h-full flex-col gap-4">
      <Tally leaders={3} />
      <Asides />
      <div className="min-h-60 flex-1">
        <TalkPanel />
      </div>
    </section>
  )
}

/** Conversations in which the participant spoke last come first. */
function Asides() {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const format = useFormat()
  const open = Object.entries(view.state.asides).filter(([personId, words]) =>
    waits(view.state, personId, words.at(-1)?.personId),
  )
  return (
    <section aria-labelledby="asides" className="shrink-0 rounded-lg border border-line bg-raised">
      <h2 id="asides" className="px-4 pt-3 text-sm text-muted">
        {t('console.asides')}
        {open.length > 0 && <span className="ml-2 font-medium text-live">{open.length}</span>}
      </h2>
      {open.length === 0 && <p className="px-4 pt-1 pb-3 text-sm">{t('console.no_asides')}</p>}
      <ul className="max-h-52 overflow-y-auto">
        {open.map(([personId, words]) => {
          const name = format.person(view.people[personId] ?? '')
          return (
            <li key={personId} className="border-t border-line first:border-t-0">
              <Words words={words.slice(-3)} empty="" />
              <SayForm
                label={t('talk.reply_label', { name })}
                placeholder={t('talk.reply_label', { name })}
                body={{ to: personId }}
                send={t('talk.reply')}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const waits = (state: RoomState, personId: string, lastBy: string | undefined): boolean =>
  lastBy === personId && state.people[personId] !== undefined
