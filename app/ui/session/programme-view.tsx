import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../components/empty.tsx'
import { Money, Rate, Term } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import type { ProgrammeData } from './session-page-data.ts'

/** The agenda, and the rounds with the requests that can be taken in them. */
export function ProgrammeView({ programme }: { programme: ProgrammeData }) {
  const { t } = useTranslation('session')
  return (
    <>
      <Section title={t('agenda.title')}>
        {programme.items.length === 0 ? (
          <p className="text-muted">{t('agenda.empty')}</p>
        ) : (
          <ol className="rounded-lg border border-line bg-raised px-4">
            {programme.items.map((item) => (
              <li
                key={item.id}
                className="flex items-baseline justify-between gap-4 border-t border-line py-2.5 first:border-t-0"
              >
                <span className="min-w-0">{item.title || t('agenda.kind.request')}</span>
                <span className="text-sm whitespace-nowrap text-muted">
                  {t('agenda.minutes', { count: item.minutes })}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Section title={t('rounds.title')}>
        {programme.rounds.length === 0 && <p className="text-muted">{t('rounds.empty')}</p>}
        <div className="flex flex-col gap-4">
          {programme.rounds.map((round) => (
            <Card key={round.id}>
              <p className="flex flex-wrap items-baseline gap-x-4">
                <span className="font-semibold">
                  {t('rounds.name', { number: round.number })} · {round.title}
                </span>
                <State noun="round" state={round.state} className="text-sm" />
                <span className="text-sm text-muted">
                  {t('rounds.about', { minutes: round.minutes, count: round.requestIds.length })}
                </span>
              </p>
              <ul className="mt-3">
                {round.requestIds.map((requestId) => (
                  <RequestLine key={requestId} card={programme.cards[requestId]} />
                ))}
              </ul>
            </Card>
          ))}
        </div>
      </Section>
    </>
  )
}

function RequestLine({ card }: { card: ProgrammeData['cards'][string] | undefined }) {
  const { t } = useTranslation('room')
  if (!card) return null
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line py-2 first:border-t-0">
      <span className="min-w-0">
        {card.title}
        <span className="ml-2 text-sm text-muted">
          {card.enterprise?.name ?? t('stage.anonymous')}
        </span>
      </span>
      <span className="flex gap-x-4 text-sm text-muted">
        <Money fen={card.amountFen} />
        <Term months={card.termMonths} />
        {card.rateMaxBp !== null && (
          <span>
            ≤ <Rate bp={card.rateMaxBp} />
          </span>
        )}
      </span>
    </li>
  )
}

/** Organisations that come, by kind. */
export function Comers({
  comers,
}: {
  comers: readonly { id: string; name: string; kind: string; people: number }[]
}) {
  const { t } = useTranslation('session')
  if (comers.length === 0) return <Empty title={t('comers.empty')} />
  const kinds = [...new Set(comers.map((comer) => comer.kind))]
  return (
    <dl className="grid gap-4 sm:grid-cols-2">
      {kinds.map((kind) => {
        const some = comers.filter((comer) => comer.kind === kind)
        return (
          <div key={kind} className="rounded-lg border border-line bg-raised p-4">
            <dt className="mb-2 text-sm text-muted">
              {t(`comers.kind.${kind}`)} {some.length}
            </dt>
            {some.slice(0, 12).map((item) => (
              <dd key={item.id} className="py-0.5">
                <Link to={`/organizations/${item.id}`} className="prose-link">
                  {item.name}
                </Link>
              </dd>
            ))}
            {some.length > 12 && (
              <dd className="text-sm text-muted">{t('comers.more', { count: some.length })}</dd>
            )}
          </div>
        )
      })}
    </dl>
  )
}
