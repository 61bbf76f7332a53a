import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../components/use-format.ts'
import { KindChip, Price, Quantity, useOwnerName } from '../listing/terms.tsx'
import { Excerpt, Figures, Line } from './card-parts.tsx'

export interface ListingHit {
  kind: 'listing'
  id: string
  title: string
  url: string
  direction: string
  listingKind: string
  owner: string | null
  reposted: boolean
  priceLowFen: number | null
  priceHighFen: number | null
  quantity: number | null
  unit: string | null
  place: string | null
  deadline: string | null
  certificates: string[]
  text: string
}

export function ListingDetails({ hit, terms }: { hit: ListingHit; terms: readonly string[] }) {
  const { t } = useTranslation(['search', 'listing'])
  const ownerName = useOwnerName()
  const format = useFormat()
  const { direction, owner, reposted, quantity, unit, place, deadline } = hit
  // A listing says what it wants to say: what it leaves open isn't unknown.
  const figures: [string, ReactNode][] = [
    [t(`listing:field.price.${direction}`), <Price key="price" listing={hit} />],
    [
      t('search:card.quantity'),
      quantity !== null && <Quantity key="quantity" quantity={quantity} unit={unit} />,
    ],
    [t('search:card.place'), place],
    [t('search:card.deadline'), deadline && format.day(deadline)],
  ]
  return (
    <>
      <Line>
        <KindChip direction={direction} kind={hit.listingKind} />
        <span>{ownerName({ owner: owner === null ? null : { name: owner }, reposted })}</span>
        {hit.certificates.length > 0 && <span>{format.list(hit.certificates)}</span>}
      </Line>
      <Figures items={figures.filter(([, value]) => Boolean(value))} />
      <Excerpt text={hit.text} terms={terms} />
    </>
  )
}
