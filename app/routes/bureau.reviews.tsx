import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listProductsForReview } from '#app/domain/product/read.server.ts'
import { listRequestsForReview } from '#app/domain/request/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { Instant, Money } from '#app/ui/components/formatted-values.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { countOf, MoreWaiting } from '#app/ui/components/queue.tsx'
import { Table } from '#app/ui/components/table.tsx'
import { AmountRange, RateRange } from '#app/ui/financing/terms.tsx'

export const handle = { access: 'officer', title: 'desk:reviews_title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const [requests, products] = await Promise.all([
    listRequestsForReview(db, actor),
    listProductsForReview(db, actor),
  ])
  return { requests, products }
})

export default function Reviews() {
  const { t } = useTranslation(['request', 'product', 'desk'])
  const { requests, products } = useLoaderData<typeof loader>()
  return (
    <Page title={t('desk:reviews_title')} lead={t('desk:reviews_lead')} wide>
      <Section title={`${t('desk:what.review_request')} ${countOf(requests)}`}>
        {requests.items.length === 0 ? (
          <Empty title={t('desk:mine_empty')} />
        ) : (
          <Table
            caption={t('desk:what.review_request')}
            captionHidden
            head={[
              t('title'),
              t('enterprise'),
              { label: t('amount'), align: 'end' },
              t('desk:since'),
            ]}
            rows={requests.items.map((item) => ({
              key: item.id,
              cells: [
                <Link key="title" to={`/requests/${item.id}`} className="prose-link">
                  {item.title}
                </Link>,
                item.enterprise?.name,
                <Money key="amount" fen={item.amountFen} />,
                <Instant key="since" at={item.updatedAt} />,
              ],
            }))}
          />
        )}
        <MoreWaiting queue={requests} />
      </Section>
      <Section title={`${t('desk:what.review_product')} ${countOf(products)}`}>
        {products.items.length === 0 ? (
          <Empty title={t('desk:mine_empty')} />
        ) : (
          <Table
            caption={t('desk:what.review_product')}
            captionHidden
            head={[
              t('product:name'),
              t('product:institution'),
              t('product:amount'),
              t('product:rate'),
              t('desk:since'),
            ]}
            rows={products.items.map((item) => ({
              key: item.id,
              cells: [
                <Link key="name" to={`/products/${item.id}`} className="prose-link">
                  {item.name}
                </Link>,
                item.institution,
                <AmountRange key="amount" min={item.amountMinFen} max={item.amountMaxFen} />,
                <RateRange key="rate" low={item.rateLowBp} high={item.rateHighBp} />,
                <Instant key="since" at={item.updatedAt} />,
              ],
            }))}
          />
        )}
        <MoreWaiting queue={products} />
      </Section>
    </Page>
  )
}
