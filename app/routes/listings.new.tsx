import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listingSchema } from '#app/domain/listing/listing.ts'
import { mayPublishListings } from '#app/domain/listing/policy.ts'
import { reviewDays } from '#app/domain/listing/vocabulary.ts'
import { draftListing } from '#app/domain/listing/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page } from '#app/ui/components/page.tsx'
import { Tabs } from '#app/ui/components/tabs.tsx'
import { ListingForm } from '#app/ui/listing/listing-form.tsx'

export const handle = {
  access: 'verified',
  title: 'listing:new_title.demand',
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, url }) => {
  if (!mayPublishListings(actor)) throw refuse('forbidden', 'listing_publishers')
  const supply = url.searchParams.get('direction') === 'supply'
  return { direction: supply ? ('supply' as const) : ('demand' as const) }
})

export const action = act(handle.access, 'form', {
  draft: intent(listingSchema, async ({ value, actor, db }) => {
    const { id } = await draftListing(db, actor, value)
    return redirect(`/listings/${id}`)
  }),
})

export default function NewListing() {
  const { t } = useTranslation('listing')
  const { direction } = useLoaderData<typeof loader>()
  return (
    <Page title={t(`new_title.${direction}`)} lead={t('new_lead', { days: reviewDays })}>
      <Tabs
        label={t('field.direction')}
        items={(['demand', 'supply'] as const).map((item) => ({
          to: `/listings/new?direction=${item}`,
          label: t(`new.${item}`),
          current: item === direction,
        }))}
      />
      <ListingForm key={direction} direction={direction} />
    </Page>
  )
}
