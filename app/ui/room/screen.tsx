import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import {
  announcementAt,
  openRounds,
  type RoomState,
  standingsOf,
} from '#app/domain/session/room/state.ts'
import { formatCount } from '#app/i18n/format.ts'
import { cx } from '../components/class.ts'
import { useFormat } from '../components/use-format.ts'
import type { Room } from '../live/use-room.ts'
import { titleOfStage } from './agenda.tsx'
import { span } from './context.ts'

interface ScreenProps {
  session: { id: string; title: string; organizer: string; startsAt: Date | string }
  room: Room
}

/**
 * The unit of everything on it: a hundredth of a 16:9 screen's width, also where the screen is flatter than that,
 * so that what fits one hall fits every other; not below what a phone can show.
 */
const unit = 'max(0.65rem, min(1vw, 1.7778vh))'

/** A size in that unit, smaller for long words, so that the longest that may be written fit. */
function sizeFor(text: string, steps: readonly [mostCharacters: number, units: number][]): string {
  // Latin letters and figures are about half as wide as Chinese ones.
  const width = [...text].reduce((sum, item) => sum + (item > '\u2000' ? 1 : 0.55), 0)
  const step = steps.find(([most]) => width <= most) ?? steps.at(-1)
  return `calc(var(--u) * ${step?.[1]})`
}

/** For a hall: everything is sized by the screen and read from the last row. Nothing private, nothing cut in half. */
export function Screen({ session, room }: ScreenProps) {
  const { view, connection } = room
  const { t } = useTranslation('room')
  const format = useFormat()
  const standings = standingsOf(view.state)
  const titleSize = sizeFor(session.title, [
    [24, 3],
    [44, 2.2],
    [Number.POSITIVE_INFINITY, 1.55],
  ])
  return (
    <main
      className="flex min-h-dvh flex-col gap-[calc(var(--u)*1.3)] overflow-hidden bg-plane px-[calc(var(--u)*2.6)] py-[calc(var(--u)*2)] text-[calc(var(--u)*1.8)] leading-snug lg:h-dvh"
      style={{ '--u': unit } as CSSProperties}
    >
      <header className="flex shrink-0 items-baseline justify-between gap-x-[calc(var(--u)*2)] max-lg:flex-wrap">
        <h1 className="min-w-0 flex-1 leading-tight font-semibold" style={{ fontSize: titleSize }}>
          {session.title}
        </h1>
        <p className="shrink-0 text-muted">
          {connection && connection.state !== 'live' && connection.state !== 'connecting' ? (
            <span className="text-live">{t('screen.reconnecting')}</span>
          ) : (
            session.organizer
          )}
        </p>
      </header>
      <Announced room={room} />
      <dl className="grid shrink-0 gap-[calc(var(--u)*1.3)] sm:grid-cols-3">
        <Figure label={t('screen.arrived')} value={formatCount(view.state.arrived)} />
        <Figure label={t('screen.claims')} value={formatCount(standings.claims)} live />
        <Figure label={t('screen.claimed_amount')} value={format.money(claimedFen(room))} />
      </dl>
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] gap-[calc(var(--u)*1.3)] lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Middle session={session} room={room} />
        <Leaders room={room} />
      </div>
    </main>
  )
}

/** The announcement that stands, in a band of its own. */
function Announced({ room: { view, now } }: { room: Room }) {
  const standing = announcementAt(view.state, now)
  const text = standing && view.texts[standing.seq]
  if (!text) return null
  const fontSize = sizeFor(text, [
    [36, 2.4],
    [80, 2.1],
    [Number.POSITIVE_INFINITY, 1.75],
  ])
  return (
    <p
      role="status"
      className="shrink-0 rounded-lg border border-line bg-warn-soft px-[calc(var(--u)*1.6)] py-[calc(var(--u)*0.7)] font-medium text-warn"
      style={{ fontSize }}
    >
      {text}
    </p>
  )
}

function Figure({ label, value, live }: { label: string; value: string; live?: boolean }) {
  return (
    <div className="flex flex-col-reverse justify-end rounded-lg border border-line bg-raised px-[calc(var(--u)*1.6)] py-[calc(var(--u)*0.6)]">
      <dt className="text-muted">{label}</dt>
      <dd
        className={cx(
          'text-[calc(var(--u)*4.2)] leading-tight font-semibold tabular-nums',
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
  const name =
    round && t('round.name', { number: round.number, title: view.names[round.roundId] ?? '' })
  const nameSize = sizeFor(name ?? '', [
    [28, 1.9],
    [Number.POSITIVE_INFINITY, 1.6],
  ])
  return (
    <section className="flex min-h-0 min-w-0 flex-col gap-[calc(var(--u)*1.3)]">
      <div
        className={cx(
          'shrink-0 rounded-lg border px-[calc(var(--u)*1.6)] py-[calc(var(--u)*1)]',
          round ? 'border-live bg-live-soft' : 'border-line bg-raised',
        )}
      >
        {round ? (
          <>
            <p className="leading-tight text-live" style={{ fontSize: nameSize }}>
              {name}
            </p>
            <p className="text-[calc(var(--u)*6.6)] leading-none font-semibold text-live tabular-nums">
              {span(Date.parse(round.closesAt ?? '') - now)}
            </p>
          </>
        ) : (
          <p className="py-[calc(var(--u)*1)] text-[calc(var(--u)*3.8)] leading-tight font-semibold">
            {starts
              ? t('screen.starts', { time: format.instant(new Date(session.startsAt)) })
              : t(`phase.${state.phase}`)}
          </p>
        )}
        {title && (
          <p className="mt-[calc(var(--u)*0.6)] flex gap-[calc(var(--u)*0.8)]">
            <span className="shrink-0 text-muted">{t('stage.title')}</span>
            <span className="truncate">{title}</span>
            {staged && <span className="shrink-0">{format.money(staged.amountFen)}</span>}
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
  const news = newsOf(view.state).slice(0, MAX_NEWS)
  return (
    <section className={panel}>
      <h2 className="shrink-0 text-muted">{t('screen.ticker')}</h2>
      {news.length === 0 && <p>{t('screen.quiet')}</p>}
      <ol aria-live="polite" className={wholeLines}>
        {news.map(({ key, sentence, institutionId, requestId }) => (
          <li key={key} className={cx(line, 'truncate')}>
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

const MAX_NEWS = 8
const MAX_LEADERS = 10

const panel =
  'flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-raised px-[calc(var(--u)*1.6)] py-[calc(var(--u)*0.8)]'

/** Lines that don't fit as a whole go to a next column, which is out of sight: none is cut in half. */
const wholeLines = 'flex min-h-0 flex-1 flex-col flex-wrap overflow-hidden lg:content-start'
const line = 'w-full shrink-0 border-b border-line py-[calc(var(--u)*0.4)]'

function Leaders({ room: { view } }: { room: Room }) {
  const { t } = useTranslation('room')
  const { leaders, offers } = standingsOf(view.state)
  return (
    <section className={panel}>
      <h2 className="flex shrink-0 justify-between gap-[calc(var(--u)*1)] text-muted">
        {t('screen.leaders')}
        <span>
          {t('screen.offers')} {offers}
        </span>
      </h2>
      <ol className={wholeLines}>
        {leaders.slice(0, MAX_LEADERS).map(({ institutionId, claims }, index) => (
          <li
            key={institutionId}
            className={cx(line, 'flex items-baseline gap-[calc(var(--u)*1)]')}
          >
            <span className="w-[calc(var(--u)*2.2)] shrink-0 text-muted tabular-nums">
              {index + 1}
            </span>
            <span className="min-w-0 flex-1 truncate">{view.names[institutionId]}</span>
            <span className="shrink-0 font-semibold tabular-nums">
              {claims} {t('screen.claims_unit')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
