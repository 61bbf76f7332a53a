import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listOwnProducts } from '#app/domain/product/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/blocks/button.tsx'
import { Empty } from '#app/ui/blocks/empty.tsx'
import { Instant } from '#app/ui/blocks/figures.tsx'
import { Page } from '#app/ui/blocks/page.tsx'
import { State } from '#app/ui/blocks/state.tsx'
import { Table } from '#app/ui/blocks/table.tsx'
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
          rows={products.map((one) => ({
            key: one.id,
            cells: [
              <Link key="name" to={`/products/${one.id}`} className="prose-link">
                {one.name}
              </Link>,
              <State key="state" noun="product" state={one.state} />,
              <AmountRange key="amount" min={one.amountMinFen} max={one.amountMaxFen} />,
              <RateRange key="rate" low={one.rateLowBp} high={one.rateHighBp} />,
              <TermRange key="term" min={one.termMinMonths} max={one.termMaxMonths} />,
              <Instant key="updated" at={one.updatedAt} />,
            ],
          }))}
        />
      )}
    </Page>
  )
}
