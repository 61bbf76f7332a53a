import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { topic } from '#app/domain/events.ts'
import { listListingsForReview } from '#app/domain/listing/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/blocks/empty.tsx'
import { Due } from '#app/ui/blocks/figures.tsx'
import { Page } from '#app/ui/blocks/page.tsx'
import { MoreWaiting } from '#app/ui/blocks/queue.tsx'
import { Table } from '#app/ui/blocks/table.tsx'
import { KindChip } from '#app/ui/listing/terms.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { useRowKeys } from '#app/ui/thread/use-row-keys.ts'

export const handle = { access: 'officer', title: 'listing:review.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const { items, more } = await listListingsForReview(db, actor)
  const listings = items.map((one) => ({
    id: one.id,
    title: one.title,
    owner: one.owner?.name ?? null,
    direction: one.direction,
    kind: one.kind,
    flags: one.flags,
    dueAt: one.dueAt,
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
          head={(['title', 'owner', 'kind', 'flags', 'due'] as const).map((one) =>
            t(`review.head.${one}`),
          )}
          rows={listings.items.map((one) => ({
            key: one.id,
            cells: [
              <Link key="title" to={`/listings/${one.id}`} className="prose-link" data-row-link>
                {one.title}
              </Link>,
              one.owner,
              <KindChip key="kind" direction={one.direction} kind={one.kind} />,
              one.flags > 0 ? (
                <span key="flags" className="text-warn">
                  {t('review.count', { count: one.flags })}
                </span>
              ) : (
                <span key="flags" className="text-muted">
                  {t('review.none')}
                </span>
              ),
              one.dueAt && <Due key="due" at={one.dueAt} />,
            ],
          }))}
        />
      )}
      <MoreWaiting queue={listings} />
    </Page>
  )
}
