import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { listingSchema } from '#app/domain/listing/listing.ts'
import { mayManageListing } from '#app/domain/listing/policy.ts'
import { getListing } from '#app/domain/listing/read.server.ts'
import { reviseListing } from '#app/domain/listing/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page } from '#app/ui/components/page.tsx'
import { ListingForm } from '#app/ui/listing/listing-form.tsx'

export const handle = { access: 'verified', title: 'listing:edit_title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const listing = await getListing(db, actor, idParam(params))
  if (!mayManageListing(actor, listing) || listing.reposted) throw refuse('missing', 'missing')
  const { direction, kind, title, body, specs, quantity, unit, place, deadline } = listing
  const { certificates, anonymous, version, priceLowFen, priceHighFen } = listing
  return {
    direction,
    values: {
      ...{ kind, title, body, specs, quantity, unit, place, deadline, certificates },
      ...{ anonymous, version, priceLowFen, priceHighFen },
    },
  }
})

export const action = act(handle.access, 'form', {
  revise: intent(
    z.intersection(listingSchema, z.object({ version: z.number().int() })),
    async ({ value: { version, ...input }, actor, db, params }) => {
      const id = idParam(params)
      await reviseListing(db, actor, { id, version, input })
      return redirect(`/listings/${id}`)
    },
  ),
})

export default function EditListing() {
  const { t } = useTranslation('listing')
  const { direction, values } = useLoaderData<typeof loader>()
  return (
    <Page title={t('edit_title')} lead={t('edit_hint')}>
      <ListingForm direction={direction} listing={values} />
    </Page>
  )
}
