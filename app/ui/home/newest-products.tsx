import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Rate, Term } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { useFormat } from '../components/use-format.ts'

export interface NewProduct {
  id: string
  name: string
  institution: string
  amountMinFen: number | null
  amountMaxFen: number | null
  termMonths: number | null
  rateBp: number | null
}

/** The newest products, each with what decides whether to look closer. */
export function NewestProducts({ products }: { products: readonly NewProduct[] }) {
  const { t } = useTranslation('home')
  if (products.length === 0) return null
  return (
    <Section
      title={t('products')}
      actions={
        <LinkButton to="/search?kind=product" variant="quiet" size="s">
          {t('products_all')}
        </LinkButton>
      }
    >
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {products.map((product) => (
          <ProductCard key={product.id} product={product} />
        ))}
      </ul>
    </Section>
  )
}

function ProductCard({ product }: { product: NewProduct }) {
  const { t } = useTranslation('home')
  const format = useFormat()
  const { id, name, institution, amountMinFen, amountMaxFen, termMonths, rateBp } = product
  const facts = [
    { label: t('amount'), value: format.moneyRange(amountMinFen, amountMaxFen) },
    { label: t('rate'), value: rateBp !== null && <Rate bp={rateBp} /> },
    { label: t('term'), value: termMonths !== null && <Term months={termMonths} /> },
  ].filter(({ value }) => value)
  return (
    <Card as="li" className="flex flex-col gap-2">
      <h3 className="font-semibold">
        <Link to={`/products/${id}`} className="prose-link">
          {name}
        </Link>
      </h3>
      <p className="text-sm text-muted">{institution}</p>
      <dl className="mt-auto flex flex-wrap gap-x-5 gap-y-1">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
