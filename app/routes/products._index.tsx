import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listOwnProducts } from '#app/domain/product/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { Instant } from '#app/ui/components/formatted-values.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { State } from '#app/ui/components/state.tsx'
import { Table } from '#app/ui/components/table.tsx'
import { AmountRange, RateRange, TermRange } from '#app/ui/financing/terms.tsx'

export const handle = { access: 'institution', title: 'product:list_title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  products: await listOwnProducts(db, actor),
}))

export default function Products() {
  const { t } = useTranslation('product')
  const { products } = useLoaderData<typeof loader>()
  const create = (
    <LinkButton to="/products/new" variant="primary">
      {t('new')}
    </LinkButton>
  )
  return (
    <Page title={t('list_title')} lead={t('list_lead')} wide actions={create}>
      {products.length === 0 ? (
        <Empty title={t('empty')} hint={t('empty_hint')} />
      ) : (
        <Table
          caption={t('list_title')}
          captionHidden
          head={[t('name'), t('state'), t('amount'), t('rate'), t('term'), t('updated')]}
          rows={products.map((product) => ({
            key: product.id,
            cells: [
              <Link key="name" to={`/products/${product.id}`} className="prose-link">
                {product.name}
              </Link>,
              <State key="state" noun="product" state={product.state} />,
              <AmountRange key="amount" min={product.amountMinFen} max={product.amountMaxFen} />,
              <RateRange key="rate" low={product.rateLowBp} high={product.rateHighBp} />,
              <TermRange key="term" min={product.termMinMonths} max={product.termMaxMonths} />,
              <Instant key="updated" at={product.updatedAt} />,
            ],
          }))}
        />
      )}
    </Page>
  )
}
