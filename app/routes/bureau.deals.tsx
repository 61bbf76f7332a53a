import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { stageOf } from '#app/domain/deal/deal.ts'
import { listReferredDeals } from '#app/domain/deal/read.server.ts'
import { topic } from '#app/domain/events.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { Instant, Money } from '#app/ui/components/formatted-values.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Table } from '#app/ui/components/table.tsx'
import { useFormat } from '#app/ui/components/use-format.ts'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { useRowKeys } from '#app/ui/thread/use-row-keys.ts'

export const handle = { access: 'officer', title: 'deal:settle.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  deals: (await listReferredDeals(db, actor)).map((referredDeal) => ({
    id: referredDeal.id,
    title: referredDeal.title,
    buyer: referredDeal.buyer.name,
    seller: referredDeal.seller.name,
    stage: stageOf(referredDeal.state),
    why: referredDeal.referredWhy,
    at: referredDeal.referredAt,
    said: (['buyer', 'seller'] as const).map((side) => ({
      side,
      fen: referredDeal.said.find((confirmation) => confirmation.side === side)?.amountFen ?? null,
    })),
  })),
}))

export default function ReferredDeals() {
  const { t } = useTranslation('deal')
  const format = useFormat()
  const { deals } = useLoaderData<typeof loader>()
  useTopic(topic.bureau)
  useRowKeys()
  return (
    <Page title={t('settle.title')} lead={t('settle.lead')} wide>
      {deals.length === 0 ? (
        <Empty title={t('settle.empty')} />
      ) : (
        <Table
          caption={t('settle.title')}
          captionHidden
          head={(['title', 'sides', 'stage', 'why', 'said', 'at'] as const).map((item) =>
            t(`settle.head.${item}`),
          )}
          rows={deals.map((deal) => ({
            key: deal.id,
            cells: [
              <Link key="title" to={`/deals/${deal.id}`} className="prose-link" data-row-link>
                {deal.title}
              </Link>,
              `${deal.buyer} × ${deal.seller}`,
              deal.stage && t(`stage.${deal.stage}`),
              deal.why && t(`settle.why.${deal.why}`),
              <ul key="said">
                {deal.said.map(({ side, fen }) => (
                  <li key={side}>
                    {format.labelled(t(`said_by.${side}`))}{' '}
                    {fen === null ? t('settle.nobody') : <Money fen={fen} />}
                  </li>
                ))}
              </ul>,
              deal.at && <Instant key="at" at={deal.at} />,
            ],
          }))}
        />
      )}
    </Page>
  )
}
