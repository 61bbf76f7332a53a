import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { grantSchema } from '#app/domain/consent/consent.ts'
import { listInForce, listReceivers } from '#app/domain/consent/read.server.ts'
import { consentPurposes, consentSources } from '#app/domain/consent/vocabulary.ts'
import { grantConsent } from '#app/domain/consent/write.server.ts'
import { dayIn, dayOf } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page } from '#app/ui/components/page.tsx'
import { GrantForm } from '#app/ui/consent/grant-form.tsx'
import { InForce } from '#app/ui/consent/in-force.tsx'

export const handle = { access: 'enterprise' } satisfies RouteHandle

const DEFAULT_CONSENT_DAYS = 180

const chosenSchema = z.object({
  institution: z.uuid().optional().catch(undefined),
  request: z.uuid().optional().catch(undefined),
  source: z.enum(consentSources).optional().catch(undefined),
  purpose: z.enum(consentPurposes).optional().catch(undefined),
})

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const chosen = chosenSchema.parse(Object.fromEntries(url.searchParams))
  const { institution: institutionId, request: requestId } = chosen
  return {
    ...(await listReceivers(db, actor)),
    inForce: institutionId
      ? await listInForce(db, actor, { institutionId, requestId, at: db.now() })
      : [],
    chosen: { institutionId, requestId, source: chosen.source, purpose: chosen.purpose },
    today: dayOf(db.now()),
    usualUntil: dayIn(db.now(), DEFAULT_CONSENT_DAYS),
  }
})

export const action = act(handle.access, 'form', {
  grant: intent(grantSchema, async ({ value, actor, db }) => {
    const { id } = await grantConsent(db, actor, value)
    return redirect(`/consents/${id}`)
  }),
})

export default function NewConsent() {
  const { t } = useTranslation('consent')
  const { inForce, ...form } = useLoaderData<typeof loader>()
  const adds = inForce.length > 0
  return (
    <Page title={t(adds ? 'extend' : 'new_title')} lead={t(adds ? 'extend_lead' : 'new_lead')}>
      {adds && <InForce consents={inForce} />}
      <GrantForm {...form} />
    </Page>
  )
}
