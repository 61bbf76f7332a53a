import { useTranslation } from 'react-i18next'
import { standingsOf } from '#app/domain/session/room/state.ts'
import { useRoomPage } from './context.ts'

/** The figures that everyone sees, and the institutions in front. */
export function Tally({ leaders = 5 }: { leaders?: number }) {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const standings = standingsOf(view.state)
  return (
    <section
      aria-labelledby="tally"
      className="shrink-0 rounded-lg border border-line bg-raised p-4"
    >
      <h2 id="tally" className="mb-2 text-sm text-muted">
        {t('tally.title')}
      </h2>
      <dl className="grid grid-cols-3 gap-2 text-center">
        {(['claims', 'taken', 'offers'] as const).map((kind) => (
          <div key={kind} className="flex flex-col-reverse rounded-md bg-plane py-2">
            <dt className="text-sm text-muted">{t(`tally.${kind}`)}</dt>
            <dd className="text-2xl font-semibold tabular-nums">{standings[kind]}</dd>
          </div>
        ))}
      </dl>
      {standings.leaders.length > 0 && (
        <ol className="mt-3 text-sm" aria-label={t('tally.leaders')}>
          {standings.leaders.slice(0, leaders).map(({ institutionId, claims }, index) => (
            <li
              key={institutionId}
              className="flex items-baseline gap-2 border-t border-line py-1.5 first:border-t-0"
            >
              <span className="w-5 text-muted tabular-nums">{index + 1}</span>
              <span className="min-w-0 flex-1 truncate">{view.names[institutionId]}</span>
              <span className="font-medium tabular-nums">{claims}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
