import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { EndReason } from '#app/domain/session/room/event.ts'
import type { RoomRequest, RoomRound } from '#app/domain/session/room/state.ts'
import { openRounds } from '#app/domain/session/room/state.ts'
import type { RoomCard } from '#app/domain/session/room/view.ts'
import { isRoundOpen } from '#app/domain/session/session.ts'
import { cx } from '../components/class.ts'
import { Money, Rate, Term } from '../components/formatted-values.tsx'
import { CommandForm } from './command-form.tsx'
import { span, useRoomPage } from './context.ts'
import { QuickOffer } from './quick-offer.tsx'

/** The round that runs, with what can be taken in it; otherwise the last one that ran. */
export function RoundBoard() {
  const { view } = useRoomPage()
  const open = openRounds(view.state)
  const ran = view.state.rounds.filter((round) => round.state === 'closed')
  const shown = open.length > 0 ? open : ran.slice(-1)
  return (
    <>
      {shown.map((round) => (
        <RoundCard key={round.roundId} round={round} />
      ))}
    </>
  )
}

function RoundCard({ round }: { round: RoomRound }) {
  const { view, now } = useRoomPage()
  const { t } = useTranslation('room')
  const open = isRoundOpen(round.state)
  const left = Date.parse(round.closesAt ?? '') - now
  return (
    <section
      aria-labelledby={round.roundId}
      className={cx(
        'shrink-0 overflow-hidden rounded-lg border bg-raised shadow-card',
        open ? 'border-live' : 'border-line',
      )}
    >
      <header
        className={cx(
          'flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-3',
          open ? 'bg-live-soft' : 'bg-plane',
        )}
      >
        <h2 id={round.roundId} className="font-semibold">
          {t('round.name', { number: round.number, title: view.names[round.roundId] ?? '' })}
          <span className={cx('ml-3 text-sm', open ? 'font-medium text-live' : 'text-muted')}>
            {t(open ? 'round.open' : 'round.closed')}
          </span>
        </h2>
        {open && (
          <p className="flex items-baseline gap-2 text-live" role="timer">
            <span className="text-sm">{t(left > 0 ? 'round.left' : 'round.over')}</span>
            {left > 0 && <span className="text-3xl font-semibold tabular-nums">{span(left)}</span>}
          </p>
        )}
      </header>
      <ul>
        {round.requestIds.map((requestId) => (
          <RequestLine key={requestId} requestId={requestId} open={open && left > 0} />
        ))}
      </ul>
    </section>
  )
}

const nobodyYet: RoomRequest = { cap: 0, live: 0, claims: [], offers: [] }

function RequestLine({ requestId, open }: { requestId: string; open: boolean }) {
  const { view, me } = useRoomPage()
  const { t } = useTranslation('room')
  const card = view.cards[requestId]
  const request = view.state.requests[requestId] ?? nobodyYet
  const staged = view.state.stage?.requestId === requestId
  const mine = request.claims.find((claim) => claim.institutionId === me.organizationId)
  const full = request.cap > 0 && request.live >= request.cap
  const end = view.state.ended[requestId]
  return (
    <li
      className={cx(
        'flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-5 py-3',
        staged && 'bg-primary-soft',
      )}
    >
      <div className="min-w-0 flex-1 basis-60">
        <p className={cx('font-medium', end && 'text-muted')}>
          {card?.title ?? t(end ? 'stage.taken_back' : 'stage.not_shown')}
        </p>
        {card && <CardFigures card={card} />}
        <p className="mt-1 flex flex-wrap gap-1.5 text-sm">
          {request.claims.map(({ threadId, institutionId }) => (
            <span
              key={threadId}
              className={cx(
                'rounded-sm px-1.5',
                institutionId === me.organizationId ? 'bg-ok-soft text-ok' : 'bg-sunken',
              )}
            >
              {view.names[institutionId]}
            </span>
          ))}
          {request.claims.length === 0 && !end && (
            <span className="text-muted">{t('round.nobody')}</span>
          )}
          {request.offers.length > 0 && (
            <span className="px-1.5 text-ok">
              {t('round.offers', { count: request.offers.length })}
            </span>
          )}
        </p>
      </div>
      {end ? (
        <Ended end={end} />
      ) : (
        request.cap > 0 && <Places live={request.live} cap={request.cap} />
      )}
      {mine ? (
        <Link
          to={`/threads/${mine.threadId}`}
          className="prose-link inline-flex min-h-11 items-center"
        >
          {t('round.claimed')} · {t('round.to_thread')}
        </Link>
      ) : open && me.takes && !full && !end ? (
        <CommandForm
          type="claim"
          body={{ requestId }}
          label={t('round.claim')}
          busyLabel={t('round.claiming')}
          variant="primary"
          buttonClassName="min-w-24"
        />
      ) : null}
      {mine && card?.form === 'full' && me.takes && (
        <QuickOffer threadId={mine.threadId} card={card} />
      )}
    </li>
  )
}

/** That it is offered no more, and why. */
export function Ended({ end }: { end: EndReason }) {
  const { t } = useTranslation('room')
  return (
    <span className="shrink-0 rounded-sm bg-sunken px-2 py-0.5 text-sm text-muted">
      {t(`ended.${end}`)}
    </span>
  )
}

/** What a card says besides its title, as far as its form goes. */
function CardFigures({ card }: { card: RoomCard }) {
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted">
      <Money fen={card.amountFen} />
      {card.form !== 'brief' && <Term months={card.termMonths} />}
      {card.form === 'full' && card.rateMaxBp !== null && (
        <span>
          ≤ <Rate bp={card.rateMaxBp} />
        </span>
      )}
      {card.form !== 'brief' && <span>{card.enterprise?.name}</span>}
    </p>
  )
}

/** How many of the places are taken, as dots and in words. */
function Places({ live, cap }: { live: number; cap: number }) {
  const { t } = useTranslation('room')
  const full = live >= cap
  return (
    <p className="mr-auto flex items-center gap-2 text-sm sm:mr-0 sm:w-24 sm:flex-col sm:items-end sm:gap-0">
      <span aria-hidden className="flex gap-1">
        {Array.from({ length: cap }, (_, place) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: places are alike
            key={place}
            className={cx(
              'size-2.5 rounded-full border',
              place < live ? 'border-live bg-live' : 'border-edge',
            )}
          />
        ))}
      </span>
      <span className={full ? 'text-live' : 'text-muted'}>
        {full ? t('round.full') : t('round.places', { live, cap })}
      </span>
    </p>
  )
}
