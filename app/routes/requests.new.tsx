import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requestSchema } from '#app/domain/request/request.ts'
import { draftRequest } from '#app/domain/request/write.server.ts'
import { dayIn } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page } from '#app/ui/components/page.tsx'
import { RequestForm } from '#app/ui/request/request-form.tsx'

export const handle = { access: 'enterprise', title: 'request:new_title' } satisfies RouteHandle

const DEFAULT_REQUEST_DAYS = 90

export const loader = load(handle.access, async ({ db }) => ({
  usualExpiry: dayIn(db.now(), DEFAULT_REQUEST_DAYS),
}))

export const action = act(handle.access, 'form', {
  draft: intent(requestSchema, async ({ value, actor, db }) => {
    const { id } = await draftRequest(db, actor, value)
    return redirect(`/requests/${id}`)
  }),
})

export default function NewRequest() {
  const { t } = useTranslation('request')
  const { usualExpiry } = useLoaderData<typeof loader>()
  return (
    <Page title={t('new_title')} lead={t('new_lead')}>
      <RequestForm intent="draft" usualExpiry={usualExpiry} />
    </Page>
  )
}
