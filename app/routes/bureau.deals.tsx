import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { stageOf } from '#app/domain/deal/deal.ts'
import { listReferredDeals } from '#app/domain/deal/read.server.ts'
import { topic } from '#app/domain/events.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/blocks/empty.tsx'
import { Instant, Money } from '#app/ui/blocks/figures.tsx'
import { Page } from '#app/ui/blocks/page.tsx'
import { Table } from '#app/ui/blocks/table.tsx'
import { useFormat } from '#app/ui/blocks/use-format.ts'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { useRowKeys } from '#app/ui/thread/use-row-keys.ts'

export const handle = { access: 'officer', title: 'deal:settle.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  deals: (await listReferredDeals(db, actor)).map((one) => ({
    id: one.id,
    title: one.title,
    buyer: one.buyer.name,
    seller: one.seller.name,
    stage: stageOf(one.state),
    why: one.referredWhy,
    at: one.referredAt,
    said: (['buyer', 'seller'] as const).map((side) => ({
      side,
      fen: one.said.find((confirmation) => confirmation.side === side)?.amountFen ?? null,
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
          head={(['title', 'sides', 'stage', 'why', 'said', 'at'] as const).map((one) =>
            t(`settle.head.${one}`),
          )}
          rows={deals.map((one) => ({
            key: one.id,
            cells: [
              <Link key="title" to={`/deals/${one.id}`} className="prose-link" data-row-link>
                {one.title}
              </Link>,
              `${one.buyer} × ${one.seller}`,
              one.stage && t(`stage.${one.stage}`),
              one.why && t(`settle.why.${one.why}`),
              <ul key="said">
                {one.said.map(({ side, fen }) => (
                  <li key={side}>
                    {format.labelled(t(`said_by.${side}`))}{' '}
                    {fen === null ? t('settle.nobody') : <Money fen={fen} />}
                  </li>
                ))}
              </ul>,
              one.at && <Instant key="at" at={one.at} />,
            ],
          }))}
        />
      )}
    </Page>
  )
}
