import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { topic } from '#app/domain/events.ts'
import { listListingsForReview } from '#app/domain/listing/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { Due } from '#app/ui/components/formatted-values.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { MoreWaiting } from '#app/ui/components/queue.tsx'
import { Table } from '#app/ui/components/table.tsx'
import { KindChip } from '#app/ui/listing/terms.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { useRowKeys } from '#app/ui/thread/use-row-keys.ts'

export const handle = { access: 'officer', title: 'listing:review.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const { items, more } = await listListingsForReview(db, actor)
  const listings = items.map((item) => ({
    id: item.id,
    title: item.title,
    owner: item.owner?.name ?? null,
    direction: item.direction,
    kind: item.kind,
    flags: item.flags,
    dueAt: item.dueAt,
  }))
  return { listings: { items: listings, more } }
})

export default function ListingReviews() {
  const { t } = useTranslation('listing')
  const { listings } = useLoaderData<typeof loader>()
  useTopic(topic.bureau)
  useRowKeys()
  return (
    <Page title={t('review.title')} lead={t('review.lead')} wide>
      {listings.items.length === 0 ? (
        <Empty title={t('review.empty')} />
      ) : (
        <Table
          caption={t('review.title')}
          captionHidden
          head={(['title', 'owner', 'kind', 'flags', 'due'] as const).map((item) =>
            t(`review.head.${item}`),
          )}
          rows={listings.items.map((item) => ({
            key: item.id,
            cells: [
              <Link key="title" to={`/listings/${item.id}`} className="prose-link" data-row-link>
                {item.title}
              </Link>,
              item.owner,
              <KindChip key="kind" direction={item.direction} kind={item.kind} />,
              item.flags > 0 ? (
                <span key="flags" className="text-warn">
                  {t('review.count', { count: item.flags })}
                </span>
              ) : (
                <span key="flags" className="text-muted">
                  {t('review.none')}
                </span>
              ),
              item.dueAt && <Due key="due" at={item.dueAt} />,
            ],
          }))}
        />
      )}
      <MoreWaiting queue={listings} />
    </Page>
  )
}
