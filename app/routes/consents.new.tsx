import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { grantSchema } from '#app/domain/consent/consent.ts'
import { listReceivers } from '#app/domain/consent/read.server.ts'
import { grantConsent } from '#app/domain/consent/write.server.ts'
import { dayIn, dayOf } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page } from '#app/ui/blocks/page.tsx'
import { GrantForm } from '#app/ui/consent/grant-form.tsx'

export const handle = { access: 'enterprise' } satisfies RouteHandle

const usualDays = 180

export const loader = load(handle.access, async ({ actor, db, url }) => ({
  ...(await listReceivers(db, actor)),
  chosen: {
    institutionId: url.searchParams.get('institution') ?? undefined,
    requestId: url.searchParams.get('request') ?? undefined,
  },
  today: dayOf(db.now()),
  usualUntil: dayIn(db.now(), usualDays),
}))

export const action = act(handle.access, 'form', {
  grant: intent(grantSchema, async ({ value, actor, db }) => {
    const { id } = await grantConsent(db, actor, value)
    return redirect(`/consents/${id}`)
  }),
})

export default function NewConsent() {
  const { t } = useTranslation('consent')
  return (
    <Page title={t('new_title')} lead={t('new_lead')}>
      <GrantForm {...useLoaderData<typeof loader>()} />
    </Page>
  )
}
