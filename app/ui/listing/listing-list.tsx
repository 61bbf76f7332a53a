import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Day } from '../components/formatted-values.tsx'
import { Card } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
import { KindChip, Price, type PriceView, Quantity, useOwnerName } from './terms.tsx'

export interface ListedListingView extends PriceView {
  id: string
  kind: string
  state: string
  title: string
  quantity: number | null
  place: string | null
  deadline: string | null
  expiresOn: string | null
  live: number
  unanswered: number
  owner: { name: string } | null
  reposted: boolean
}

/** Listings as cards: what, on which terms, until when; with `own`, how they are doing. */
export function ListingList({
  listings,
  own,
}: {
  listings: readonly ListedListingView[]
  own?: boolean
}) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {listings.map((item) => (
        <ListingCard key={item.id} listing={item} own={own ?? false} />
      ))}
    </ul>
  )
}

function ListingCard({ listing, own }: { listing: ListedListingView; own: boolean }) {
  const { t } = useTranslation('listing')
  const ownerName = useOwnerName()
  const { id, direction, kind, state, title, quantity, unit, place, deadline } = listing
  return (
    <Card as="li" className="flex min-w-0 flex-col gap-1.5">
      <span className="flex flex-wrap items-center justify-between gap-x-3">
        <KindChip direction={direction} kind={kind} />
        {own && <State noun="listing" state={state} className="text-sm" />}
      </span>
      <h3 className="text-lg font-semibold">
        <Link to={`/listings/${id}`} className="prose-link">
          {title}
        </Link>
      </h3>
      {!own && <p className="text-sm text-muted">{ownerName(listing)}</p>}
      <p className="mt-auto flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <Price listing={listing} className="font-medium" />
        <Quantity quantity={quantity} unit={unit} />
        {place && <span className="text-sm text-muted">{place}</span>}
        {deadline && (
          <span className="text-sm text-muted">
            {t(`field.deadline.${direction as 'supply'}`)} <Day day={deadline} />
          </span>
        )}
      </p>
      {own && <Course listing={listing} />}
    </Card>
  )
}

function Course({ listing }: { listing: ListedListingView }) {
  const { t } = useTranslation('listing')
  const format = useFormat()
  const { live, unanswered, expiresOn, state } = listing
  const words = [
    unanswered > 0 && t('unanswered', { count: unanswered }),
    live > unanswered && t('answered', { count: live - unanswered }),
  ].filter((item) => item !== false)
  return (
    <p className="flex flex-wrap gap-x-4 text-sm text-muted">
      {words.length > 0 && <span className="text-ink">{format.list(words)}</span>}
      {expiresOn && state === 'published' && (
        <span>
          {t('expires_on')} <Day day={expiresOn} />
        </span>
      )}
    </p>
  )
}
