import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PublicSum, PublicSums } from '#app/domain/ledger/public.ts'
import { formatCount } from '#app/i18n/format.ts'
import { FigureMissing, Money } from '../components/formatted-values.tsx'

export interface MarketFiguresProps {
  /** Each null where it could not be read. */
  counts: {
    enterprises: number | null
    verified: number | null
    institutions: number | null
    products: number | null
    openRequests: PublicSum | null
    listings: number | null
  }
  /** Of financing. */
  sums: PublicSums | null
  /** Of supply and demand. */
  deals: PublicSums | null
}

/** Figures from the market itself; what is still nothing isn't boasted of. */
export function MarketFigures({ counts, sums, deals }: MarketFiguresProps) {
  const { t } = useTranslation('home')
  const of = (count: number, unit: string) => t(`unit.${unit}`, { figure: formatCount(count) })
  const missing: [null, ReactNode] = [null, <FigureMissing key="missing" />]
  const count = (figure: number | null, unit: string): [number | null, ReactNode] =>
    figure === null ? missing : [figure, of(figure, unit)]
  const sum = (figure: PublicSum | undefined | null): [number | null, ReactNode] => {
    if (!figure) return missing
    const { count, amountFen } = figure
    return [count, amountFen === null ? of(count, 'request') : <Money key="sum" fen={amountFen} />]
  }
  const figures: [string, number | null, ReactNode][] = [
    ['enterprises', ...count(counts.enterprises, 'firm')],
    ['verified', ...count(counts.verified, 'firm')],
    ['institutions', ...count(counts.institutions, 'firm')],
    ['products', ...count(counts.products, 'product')],
    ['listings', ...count(counts.listings, 'listing')],
    ['open', ...sum(counts.openRequests)],
    ['signed', ...sum(sums?.signed)],
    ['fulfilled', ...sum(sums?.fulfilled)],
    ['deals_signed', ...sum(deals?.signed)],
    ['deals_fulfilled', ...sum(deals?.fulfilled)],
  ]
  const shown = figures.filter(([, count]) => count !== 0)
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
