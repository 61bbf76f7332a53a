import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listInterests } from '#app/domain/interest/read.server.ts'
import { mayPublishListings } from '#app/domain/listing/may.ts'
import { listListings } from '#app/domain/listing/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/blocks/button.tsx'
import { Empty } from '#app/ui/blocks/empty.tsx'
import { Page } from '#app/ui/blocks/page.tsx'
import { InterestTable } from '#app/ui/interest/interest-table.tsx'
import { ListingList } from '#app/ui/listing/listing-list.tsx'
import { TradeTabs } from '#app/ui/listing/trade-tabs.tsx'

export const handle = { access: 'verified', title: 'listing:own_title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const interests = url.searchParams.get('tab') === 'interests'
  const organizationId = actor.organization.id
  return {
    tab: interests ? ('interests' as const) : ('listings' as const),
    publishes: mayPublishListings(actor),
    listings: interests ? [] : await listListings(db, actor, { organizationId, limit: 200 }),
    interests: interests ? await listInterests(db, actor) : [],
  }
})

export default function Listings() {
  const { t } = useTranslation('listing')
  const { tab, publishes, listings, interests } = useLoaderData<typeof loader>()
  const create = publishes && (
    <>
      <LinkButton to="/listings/new?direction=supply">{t('new.supply')}</LinkButton>
      <LinkButton to="/listings/new?direction=demand" variant="primary">
        {t('new.demand')}
      </LinkButton>
    </>
  )
  return (
    <Page title={t('own_title')} lead={t('own_lead')} actions={create}>
      <TradeTabs current={tab} />
      {tab === 'listings' &&
        (listings.length === 0 ? (
          <Empty title={t('empty')} hint={t('empty_hint')} />
        ) : (
          <ListingList listings={listings} own />
        ))}
      {tab === 'interests' &&
        (interests.length === 0 ? (
          <Empty title={t('interests_empty')} hint={t('interests_empty_hint')} />
        ) : (
          <InterestTable interests={interests} />
        ))}
    </Page>
  )
}
