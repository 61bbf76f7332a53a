import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatRate } from '#app/i18n/format.ts'
import { Day, Money, Term } from '../blocks/figures.tsx'
import { Card } from '../blocks/page.tsx'
import { State } from '../blocks/state.tsx'
import { useFormat } from '../blocks/use-format.ts'
import { Guarantees } from '../financing/terms.tsx'

export interface ListedRequestView {
  id: string
  state: string
  title: string
  amountFen: number
  termMonths: number
  rateMaxBp: number | null
  guarantees: readonly string[]
  urgency: string
  cap: number
  live: number
  expiresOn: string
  street: string | null
  enterprise: { name: string } | null
  ownThreadId: string | null
}

/** Requests as cards: what somebody needs, on which terms, and whether there is still room. */
export function RequestList({
  requests,
  own,
}: {
  requests: readonly ListedRequestView[]
  own?: boolean
}) {
  const { t } = useTranslation(['request', 'financing'])
  const format = useFormat()
  return (
    <ul className="flex flex-col gap-3">
      {requests.map((one) => (
        <Card as="li" key={one.id} className="flex flex-col gap-2">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
            <div className="min-w-0">
              <Link to={`/requests/${one.id}`} className="prose-link text-lg font-medium">
                {one.title}
              </Link>
              {!own && (
                <p className="text-sm text-muted">
                  {one.enterprise?.name ?? t('anonymous_name')}
                  {one.street && ` · ${one.street}`}
                </p>
              )}
            </div>
            <State noun="request" state={one.state} />
          </div>
          <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <Money fen={one.amountFen} className="text-lg font-semibold" />
            <Term months={one.termMonths} />
            {one.rateMaxBp !== null && (
              <span>{t('financing:up_to_rate', { rate: formatRate(one.rateMaxBp) })}</span>
            )}
            <span>
              <Guarantees list={one.guarantees} />
            </span>
          </p>
          <p className="flex flex-wrap gap-x-4 text-sm text-muted">
            <span>{t('places', { live: one.live, cap: one.cap })}</span>
            <span>{format.labelled(t('urgency'), t(`financing:urgency.${one.urgency}`))}</span>
            <span>
              {t('expires_on')} <Day day={one.expiresOn} />
            </span>
            {one.ownThreadId && (
              <Link to={`/threads/${one.ownThreadId}`} className="prose-link">
                {t('claimed')}
              </Link>
            )}
          </p>
        </Card>
      ))}
    </ul>
  )
}
