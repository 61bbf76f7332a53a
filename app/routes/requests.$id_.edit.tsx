import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { refuse } from '#app/domain/refusal.ts'
import { mayManageRequest } from '#app/domain/request/policy.ts'
import { findDetail, getRequest } from '#app/domain/request/read.server.ts'
import { requestSchema } from '#app/domain/request/request.ts'
import { reviseRequest } from '#app/domain/request/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page } from '#app/ui/components/page.tsx'
import { RequestForm } from '#app/ui/request/request-form.tsx'

export const handle = { access: 'enterprise', title: 'request:edit_title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const { facts, view: request } = await getRequest(db, actor, idParam(params))
  if (!mayManageRequest(actor, facts)) throw refuse('missing', 'missing')
  return { request: { ...request, detail: await findDetail(db, actor, request.id, db.now()) } }
})

export const action = act(handle.access, 'form', {
  revise: intent(
    z.intersection(requestSchema, z.object({ version: z.number().int() })),
    async ({ value: { version, ...input }, actor, db, params }) => {
      const id = idParam(params)
      await reviseRequest(db, actor, { id, version, input })
      return redirect(`/requests/${id}`)
    },
  ),
})

export default function EditRequest() {
  const { t } = useTranslation('request')
  const { request } = useLoaderData<typeof loader>()
  return (
    <Page title={t('edit_title')}>
      <RequestForm request={request} intent="revise" />
    </Page>
  )
}
