import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatRate } from '#app/i18n/format.ts'
import { Day, Money, Term } from '../components/formatted-values.tsx'
import { Card } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
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
      {requests.map((request) => (
        <Card as="li" key={request.id} className="flex flex-col gap-2">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
            <div className="min-w-0">
              <Link to={`/requests/${request.id}`} className="prose-link text-lg font-medium">
                {request.title}
              </Link>
              {!own && (
                <p className="text-sm text-muted">
                  {request.enterprise?.name ?? t('anonymous_name')}
                  {request.street && ` · ${request.street}`}
                </p>
              )}
            </div>
            <State noun="request" state={request.state} />
          </div>
          <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <Money fen={request.amountFen} className="text-lg font-semibold" />
            <Term months={request.termMonths} />
            {request.rateMaxBp !== null && (
              <span>{t('financing:up_to_rate', { rate: formatRate(request.rateMaxBp) })}</span>
            )}
            <span>
              <Guarantees list={request.guarantees} />
            </span>
          </p>
          <p className="flex flex-wrap gap-x-4 text-sm text-muted">
            <span>{t('places', { live: request.live, cap: request.cap })}</span>
            <span>{format.labelled(t('urgency'), t(`financing:urgency.${request.urgency}`))}</span>
            <span>
              {t('expires_on')} <Day day={request.expiresOn} />
            </span>
            {request.ownThreadId && (
              <Link to={`/threads/${request.ownThreadId}`} className="prose-link">
                {t('claimed')}
              </Link>
            )}
          </p>
        </Card>
      ))}
    </ul>
  )
}
