import { useTranslation } from 'react-i18next'
import type { Direction } from '#app/domain/listing/vocabulary.ts'
import { formatQuantity, thin } from '#app/i18n/format.ts'
import { cx } from '../components/class.ts'
import { useFormat } from '../components/use-format.ts'

export interface PriceView {
  direction: string
  unit: string | null
  priceLowFen: number | null
  priceHighFen: number | null
}

/** A supply's price for one unit, or a demand's budget; in words where it is to be negotiated. */
export function Price({ listing, className }: { listing: PriceView; className?: string }) {
  const { t } = useTranslation('listing')
  const format = useFormat()
  const { direction, unit, priceLowFen: low, priceHighFen: high } = listing
  if (low === null && high === null) return <span className={className}>{t('negotiable')}</span>
  const exact = [low, high].filter((fen) => fen !== null).map(format.moneyExactly)
  const per = direction === 'supply' && unit ? `${thin}/${thin}${unit}` : ''
  return (
    <span title={exact.join(' – ')} className={className}>
      {format.moneyRange(low, high)}
      {per}
    </span>
  )
}

export function Quantity({ quantity, unit }: { quantity: number | null; unit: string | null }) {
  if (quantity === null) return null
  return (
    <span className="inline-block max-w-full">
      {formatQuantity(quantity)}
      {unit && `${thin}${unit}`}
    </span>
  )
}

/** Whether something is offered or sought, and of what kind. */
export function KindChip({ direction, kind }: { direction: string; kind: string }) {
  const { t } = useTranslation('listing')
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <span
        className={cx(
          'rounded-sm px-1.5 font-medium',
          direction === 'demand' ? 'bg-primary-soft text-link' : 'bg-sunken text-ink',
        )}
      >
        {t(`direction.${direction as Direction}`)}
      </span>
      <span className="text-muted">{t(`kind.${kind}`)}</span>
    </span>
  )
}

/** Whose it is, as far as the reader may know. */
export function useOwnerName(): (listing: {
  owner: { name: string } | null
  reposted: boolean
}) => string {
  const { t } = useTranslation('listing')
  const format = useFormat()
  return ({ owner, reposted }) => {
    if (!owner) return t('anonymous_owner')
    return reposted ? format.noted(owner.name, t('reposted')) : owner.name
  }
}
