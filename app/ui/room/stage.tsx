import { useTranslation } from 'react-i18next'
import type { RoomCard } from '#app/domain/session/room/view.ts'
import { LinkButton } from '../components/button.tsx'
import { Money, Rate, Term } from '../components/formatted-values.tsx'
import { titleOfStage } from './agenda.tsx'
import { span, useRoomPage } from './context.ts'
import { Ended } from './rounds.tsx'

/** Whose card is up. */
export function Stage() {
  const { session, view, now } = useRoomPage()
  const { t } = useTranslation('room')
  const { stage, phase, ended } = view.state
  const end = stage?.requestId ? ended[stage.requestId] : undefined
  const card = stage?.requestId ? view.cards[stage.requestId] : undefined
  const title =
    stage && (titleOfStage(view, stage) ?? t(end ? 'stage.taken_back' : 'stage.not_shown'))
  return (
    <section
      aria-labelledby="stage"
      className="shrink-0 rounded-lg border border-line bg-raised p-5 shadow-card sm:p-7"
    >
      <div className="mb-3 flex items-baseline justify-between gap-3 text-sm text-muted">
        <div className="flex items-baseline gap-3">
          <h2 id="stage">{t('stage.title')}</h2>
          {end && <Ended end={end} />}
        </div>
        {stage && (
          <span className="tabular-nums">
            {t('stage.since', { time: span(now - Date.parse(stage.since)) })}
          </span>
        )}
      </div>
      {card ? (
        <StageCard card={card} />
      ) : title ? (
        <p className="py-6 text-center text-2xl font-semibold text-balance">{title}</p>
      ) : (
        <div className="py-6 text-center">
          <p className="text-xl font-semibold">
            {phase === 'live' ? t('stage.empty') : t(`phase.${phase}`)}
          </p>
          <p className="mt-1 text-muted">
            {phase === 'ended'
              ? t('stage.ended')
              : t(phase === 'lobby' ? 'stage.empty_lobby' : 'stage.empty_live')}
          </p>
          {phase === 'ended' && (
            <LinkButton to={`/sessions/${session.id}`} variant="primary" className="mt-4">
              {t('stage.see_minutes')}
            </LinkButton>
          )}
        </div>
      )}
    </section>
  )
}

function StageCard({ card }: { card: RoomCard }) {
  const { t } = useTranslation('room')
  return (
    <article>
      <p className="text-2xl leading-snug font-semibold text-balance sm:text-3xl">{card.title}</p>
      {card.form !== 'brief' && (
        <p className="mt-1 text-muted">
          {card.enterprise?.name ?? `${t('stage.enterprise')} ${t('stage.anonymous')}`}
          {card.form === 'full' && card.urgency !== 'normal' && (
            <span className="ml-2 font-medium text-live">{t(`urgency.${card.urgency}`)}</span>
          )}
        </p>
      )}
      <dl className="mt-5 flex flex-wrap gap-x-8 gap-y-3 border-y border-line py-4">
        <Figure label={t('stage.amount')}>
          <Money fen={card.amountFen} />
        </Figure>
        {card.form !== 'brief' && (
          <Figure label={t('stage.term')}>
            <Term months={card.termMonths} />
          </Figure>
        )}
        {card.form === 'full' && (
          <Figure label={t('stage.rate')}>
            {card.rateMaxBp === null ? t('stage.no_rate') : <Rate bp={card.rateMaxBp} />}
          </Figure>
        )}
      </dl>
      {card.form === 'full' ? (
        <p className="mt-4 max-w-reading">
          <span className="mr-2 text-muted">{t('stage.purpose')}</span>
          {card.purpose}
        </p>
      ) : (
        <p className="mt-4 text-muted">{t('stage.brief')}</p>
      )}
    </article>
  )
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-xl font-semibold sm:text-2xl">{children}</dd>
    </div>
  )
}
