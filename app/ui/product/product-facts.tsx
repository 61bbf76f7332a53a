import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Facts } from '../components/page.tsx'
import { AmountRange, Guarantees, RateRange, TermRange } from '../financing/terms.tsx'

export interface ProductFigures {
  amountMinFen: number | null
  amountMaxFen: number | null
  termMinMonths: number | null
  termMaxMonths: number | null
  rateLowBp: number | null
  rateHighBp: number | null
  guarantees: readonly string[]
  amountNote?: string | null
  termNote?: string | null
  rateNote?: string | null
  guaranteeNote?: string | null
}

/** The four figures that decide whether a product is for somebody: amount, rate, term, security. */
export function ProductFigureFacts({ product }: { product: ProductFigures }) {
  const { t } = useTranslation(['product', 'financing'])
  const noted = (figure: React.ReactNode, note: string | null | undefined, known: boolean) =>
    known || note ? (
      <>
        {known && <span className="text-lg font-semibold">{figure}</span>}
        {note && <span className={known ? 'block text-sm text-muted' : undefined}>{note}</span>}
      </>
    ) : (
      <span className="text-muted">{t('unknown')}</span>
    )
  const { amountMinFen, amountMaxFen, termMinMonths, termMaxMonths, rateLowBp, rateHighBp } =
    product
  return (
    <Facts
      items={[
        {
          label: t('amount'),
          value: noted(
            <AmountRange min={amountMinFen} max={amountMaxFen} />,
            product.amountNote,
            (amountMaxFen ?? amountMinFen) !== null,
          ),
        },
        {
          label: t('rate'),
          value: noted(
            <RateRange low={rateLowBp} high={rateHighBp} />,
            product.rateNote,
            (rateLowBp ?? rateHighBp) !== null,
          ),
        },
        {
          label: t('term'),
          value: noted(
            <TermRange min={termMinMonths} max={termMaxMonths} />,
            product.termNote,
            (termMaxMonths ?? termMinMonths) !== null,
          ),
        },
        {
          label: t('financing:guarantees'),
          value: noted(
            <Guarantees list={product.guarantees} />,
            product.guaranteeNote,
            product.guarantees.length > 0,
          ),
        },
      ]}
    />
  )
}

export interface ListedProductView extends ProductFigures {
  id: string
  name: string
  institution: string
}

/** Products in a few lines each. */
export function ProductList({ products }: { products: readonly ListedProductView[] }) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {products.map((product) => (
        <li
          key={product.id}
          className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-3"
        >
          <span className="min-w-0">
            <Link to={`/products/${product.id}`} className="prose-link font-medium">
              {product.name}
            </Link>
            <span className="block text-sm text-muted">{product.institution}</span>
          </span>
          <span className="flex flex-wrap gap-x-4 text-sm">
            <AmountRange min={product.amountMinFen} max={product.amountMaxFen} />
            <RateRange low={product.rateLowBp} high={product.rateHighBp} />
            <TermRange min={product.termMinMonths} max={product.termMaxMonths} />
            <Guarantees list={product.guarantees} />
          </span>
        </li>
      ))}
    </ul>
  )
}
