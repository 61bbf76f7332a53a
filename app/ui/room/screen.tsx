import { useTranslation } from 'react-i18next'
import { openRounds, type RoomState, standingsOf } from '#app/domain/session/room/state.ts'
import { formatCount } from '#app/i18n/format.ts'
import { cx } from '../blocks/class.ts'
import { useFormat } from '../blocks/use-format.ts'
import type { Room } from '../live/use-room.ts'
import { titleOfStage } from './agenda.tsx'
import { span } from './context.ts'

interface ScreenProps {
  session: { id: string; title: string; organizer: string; startsAt: Date | string }
  room: Room
}

/** For a hall: everything is sized by the screen's width and read from the last row. Nothing private. */
export function Screen({ session, room }: ScreenProps) {
  const { view, connection } = room
  const { t } = useTranslation('room')
  const format = useFormat()
  const standings = standingsOf(view.state)
  return (
    <main
      className="flex min-h-dvh flex-col overflow-hidden bg-plane lg:h-dvh text-[max(1.75rem,1.6vw)] leading-snug"
      style={{ padding: '2.2vw 2.6vw', gap: '1.6vw' }}
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-[2vw]">
        <h1 className="text-[max(2rem,3vw)] font-semibold">{session.title}</h1>
        <p className="text-muted">
          {connection && connection.state !== 'live' && connection.state !== 'connecting' ? (
            <span className="text-live">{t('screen.reconnecting')}</span>
          ) : (
            session.organizer
          )}
        </p>
      </header>
      <dl className="grid gap-[1.6vw] sm:grid-cols-3">
        <Figure label={t('screen.arrived')} value={formatCount(view.state.arrived)} />
        <Figure label={t('screen.claims')} value={formatCount(standings.claims)} live />
        <Figure label={t('screen.claimed_amount')} value={format.money(claimedFen(room))} />
      </dl>
      <div className="grid min-h-0 flex-1 gap-[1.6vw] lg:grid-cols-[3fr_2fr]">
        <Middle session={session} room={room} />
        <Leaders room={room} />
      </div>
    </main>
  )
}

function Figure({ label, value, live }: { label: string; value: string; live?: boolean }) {
  return (
    <div className="flex flex-col-reverse justify-end rounded-lg border border-line bg-raised px-[1.6vw] py-[1vw]">
      <dt className="text-muted">{label}</dt>
      <dd
        className={cx(
          'text-[max(3rem,4.6vw)] leading-tight font-semibold tabular-nums',
          live && 'text-live',
        )}
      >
        {value}
      </dd>
    </div>
  )
}

/** In fen. */
const claimedFen = ({ view }: Room): number =>
  Object.entries(view.state.requests)
    .filter(([, request]) => request.claims.length > 0)
    .reduce((sum, [requestId]) => sum + (view.cards[requestId]?.amountFen ?? 0), 0)

function Middle({ session, room }: ScreenProps) {
  const { view, now } = room
  const { t } = useTranslation('room')
  const format = useFormat()
  const { state } = view
  const round = openRounds(state)[0]
  const staged = state.stage?.requestId ? view.cards[state.stage.requestId] : undefined
  const title = state.stage && titleOfStage(view, state.stage)
  const starts = state.phase === 'published' || state.phase === 'lobby'
  return (
    <section className="flex min-h-0 min-w-0 flex-col gap-[1.4vw]">
      <div
        className={cx(
          'rounded-lg border px-[1.6vw] py-[1.2vw]',
          round ? 'border-live bg-live-soft' : 'border-line bg-raised',
        )}
      >
        {round ? (
          <>
            <p className="text-live">
              {t('round.name', { number: round.number, title: view.names[round.roundId] ?? '' })}
            </p>
            <p className="text-[max(4rem,7.6vw)] leading-none font-semibold text-live tabular-nums">
              {span(Date.parse(round.closesAt ?? '') - now)}
            </p>
          </>
        ) : (
          <p className="py-[1vw] text-[max(2.5rem,4vw)] font-semibold">
            {starts
              ? t('screen.starts', { time: format.instant(new Date(session.startsAt)) })
              : t(`phase.${state.phase}`)}
          </p>
        )}
        {title && (
          <p className="mt-[0.8vw] truncate">
            <span className="mr-[0.8vw] text-muted">{t('stage.title')}</span>
            {title}
            {staged && <span className="ml-[1vw]">{format.money(staged.amountFen)}</span>}
          </p>
        )}
      </div>
      <Ticker room={room} />
    </section>
  )
}

interface News {
  at: string
  key: string
  sentence: 'took' | 'offered'
  institutionId: string
  requestId: string
}

function newsOf(state: RoomState): News[] {
  const all = Object.entries(state.requests).flatMap(([requestId, { claims, offers }]) => [
    ...claims.map(({ at, threadId, institutionId }) => ({
      ...{ at, key: threadId, sentence: 'took' as const, institutionId, requestId },
    })),
    ...offers.map(({ at, offerId, institutionId }) => ({
      ...{ at, key: offerId, sentence: 'offered' as const, institutionId, requestId },
    })),
  ])
  return all.sort((a, b) => b.at.localeCompare(a.at))
}

function Ticker({ room: { view } }: { room: Room }) {
  const { t } = useTranslation('room')
  const announced = view.state.announcements.at(-1)
  const news = newsOf(view.state).slice(0, 5)
  return (
    <section className="min-h-0 flex-1 overflow-hidden rounded-lg border border-line bg-raised px-[1.6vw] py-[1vw]">
      <h2 className="mb-[0.4vw] text-muted">{t('screen.ticker')}</h2>
      {announced && view.texts[announced.seq] && (
        <p className="mb-[0.6vw] rounded-md bg-warn-soft px-[0.8vw] py-[0.3vw]">
          {view.texts[announced.seq]}
        </p>
      )}
      {news.length === 0 && <p>{t('screen.quiet')}</p>}
      <ol aria-live="polite">
        {news.map(({ key, sentence, institutionId, requestId }) => (
          <li key={key} className="truncate border-t border-line py-[0.5vw] first:border-t-0">
            {t(`screen.${sentence}`, {
              institution: view.names[institutionId] ?? '',
              title: view.cards[requestId]?.title ?? '',
            })}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Leaders({ room: { view } }: { room: Room }) {
  const { t } = useTranslation('room')
  const { leaders, offers } = standingsOf(view.state)
  return (
    <section className="min-h-0 overflow-hidden rounded-lg border border-line bg-raised px-[1.6vw] py-[1vw]">
      <h2 className="mb-[0.4vw] flex justify-between gap-[1vw] text-muted">
        {t('screen.leaders')}
        <span>
          {t('screen.offers')} {offers}
        </span>
      </h2>
      <ol>
        {leaders.slice(0, 8).map(({ institutionId, claims }, index) => (
          <li
            key={institutionId}
            className="flex items-baseline gap-[1vw] border-t border-line py-[0.5vw] first:border-t-0"
          >
            <span className="w-[2vw] text-muted tabular-nums">{index + 1}</span>
            <span className="min-w-0 flex-1 truncate">{view.names[institutionId]}</span>
            <span className="font-semibold tabular-nums">
              {claims} {t('screen.claims_unit')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
