import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PublicSum, PublicSums } from '#app/domain/ledger/public.ts'
import { formatCount } from '#app/i18n/format.ts'
import { Money } from '../blocks/figures.tsx'

export interface MarketFiguresProps {
  counts: {
    enterprises: number
    verified: number
    institutions: number
    products: number
    openRequests: PublicSum
    listings: number
  }
  /** Of financing. */
  sums: PublicSums
  /** Of supply and demand. */
  deals: PublicSums
}

/** Figures from the market itself; what is still nothing isn't boasted of. */
export function MarketFigures({ counts, sums, deals }: MarketFiguresProps) {
  const { t } = useTranslation('home')
  const of = (count: number, unit: string) => t(`unit.${unit}`, { figure: formatCount(count) })
  const sum = ({ count, amountFen }: PublicSum) =>
    amountFen === null ? of(count, 'request') : <Money fen={amountFen} />
  const figures: [string, number, ReactNode][] = [
    ['enterprises', counts.enterprises, of(counts.enterprises, 'firm')],
    ['verified', counts.verified, of(counts.verified, 'firm')],
    ['institutions', counts.institutions, of(counts.institutions, 'firm')],
    ['products', counts.products, of(counts.products, 'product')],
    ['listings', counts.listings, of(counts.listings, 'listing')],
    ['open', counts.openRequests.count, sum(counts.openRequests)],
    ['signed', sums.signed.count, sum(sums.signed)],
    ['fulfilled', sums.fulfilled.count, sum(sums.fulfilled)],
    ['deals_signed', deals.signed.count, sum(deals.signed)],
    ['deals_fulfilled', deals.fulfilled.count, sum(deals.fulfilled)],
  ]
  const shown = figures.filter(([, count]) => count > 0)
  if (shown.length === 0) return null
  return (
    <section aria-label={t('figures')}>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 border-y border-line py-5 sm:grid-cols-3 lg:flex lg:flex-wrap">
        {shown.map(([key, , value]) => (
          <div key={key} className="flex flex-col-reverse">
            <dt className="text-sm text-muted">{t(`figure.${key}`)}</dt>
            <dd className="text-xl font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
