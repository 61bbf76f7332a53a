import { Form, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listInterests } from '#app/domain/interest/read.server.ts'
import { mayPublishListings } from '#app/domain/listing/policy.ts'
import { listListings } from '#app/domain/listing/read.server.ts'
import { isInGroup, type ListingGroup, listingGroups } from '#app/domain/listing/vocabulary.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Button, LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { TextField } from '#app/ui/components/field.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Tabs } from '#app/ui/components/tabs.tsx'
import { InterestTable } from '#app/ui/interest/interest-table.tsx'
import { ListingList } from '#app/ui/listing/listing-list.tsx'
import { TradeTabs } from '#app/ui/listing/trade-tabs.tsx'

export const handle = { access: 'verified', title: 'listing:own_title' } satisfies RouteHandle

const groups = Object.keys(listingGroups) as ListingGroup[]

const readGroup = (text: string | null): ListingGroup | null =>
  groups.find((group) => group === text) ?? null

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const interests = url.searchParams.get('tab') === 'interests'
  const organizationId = actor.organization.id
  const group = readGroup(url.searchParams.get('show'))
  const words = (url.searchParams.get('q') ?? '').trim().slice(0, 60)
  const own = interests ? [] : await listListings(db, actor, { organizationId, limit: 500 })
  const asked = own.filter(({ title }) => title.includes(words))
  return {
    tab: interests ? ('interests' as const) : ('listings' as const),
    publishes: mayPublishListings(actor),
    group,
    words,
    total: own.length,
    counts: Object.fromEntries(
      groups.map((group) => [group, asked.filter(({ state }) => isInGroup(state, group)).length]),
    ),
    listings: group ? asked.filter(({ state }) => isInGroup(state, group)) : asked,
    found: asked.length,
    interests: interests ? await listInterests(db, actor) : [],
  }
})

export default function Listings() {
  const { t } = useTranslation('listing')
  const { tab, publishes, interests } = useLoaderData<typeof loader>()
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
      {tab === 'listings' && <OwnListings />}
      {tab === 'interests' &&
        (interests.length === 0 ? (
          <Empty title={t('interests_empty')} hint={t('interests_empty_hint')} />
        ) : (
          <InterestTable interests={interests} />
        ))}
    </Page>
  )
}

/** One's own listings, to search within and to narrow; both stay in the address. */
function OwnListings() {
  const { t } = useTranslation('listing')
  const { listings, group, words, total, counts, found } = useLoaderData<typeof loader>()
  if (total === 0) return <Empty title={t('empty')} hint={t('empty_hint')} />
  const to = (show: string | null) => {
    const params = new URLSearchParams()
    if (show) params.set('show', show)
    if (words) params.set('q', words)
    return `/listings${params.size > 0 ? `?${params}` : ''}`
  }
  return (
    <div className="flex flex-col gap-4">
      <Form role="search" className="flex flex-wrap items-end gap-2">
        {group && <input type="hidden" name="show" value={group} />}
        <TextField name="q" type="search" label={t('within')} defaultValue={words} />
        <Button className="mb-7">{t('within_submit')}</Button>
      </Form>
      <Tabs
        label={t('groups.label')}
        items={[
          { to: to(null), label: t('groups.all'), count: found, current: group === null },
          ...(['open', 'waiting', 'over'] as const).map((item) => ({
            to: to(item),
            label: t(`groups.${item}`),
            count: counts[item] ?? 0,
            current: group === item,
          })),
        ]}
      />
      {listings.length === 0 ? (
        <Empty title={t('none_within')} hint={t('none_within_hint')} />
      ) : (
        <ListingList listings={listings} own />
      )}
    </div>
  )
}
