import { redirect } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { listOwnJoinRequests } from '#app/domain/membership/read.server.ts'
import { askToJoin } from '#app/domain/membership/write.server.ts'
import { getTakeover } from '#app/domain/standing/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { TextArea } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'signed_in', title: 'organization:join' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const id = idParam(params)
  if (actor.memberOf.includes(id)) throw redirect(`/organizations/${id}/standing`)
  const [{ organization, owned }, joins] = await Promise.all([
    getTakeover(db, actor.personId, id),
    listOwnJoinRequests(db, actor.personId),
  ])
  if (!owned) throw redirect(`/organizations/${id}/takeover`)
  return {
    id,
    name: organization.name,
    pending: joins.some(({ organizationId }) => organizationId === id),
  }
})

export const action = act(handle.access, 'form', {
  ask: intent(
    z.object({ note: z.string().trim().max(300).optional() }),
    async ({ value, actor, db, params }) => {
      await askToJoin(db, actor, { organizationId: idParam(params), note: value.note ?? null })
      return { done: 'join_asked' }
    },
  ),
})

export default function Join() {
  const { t } = useTranslation('people')
  const { id, name, pending } = useLoaderData<typeof loader>()
  return (
    <Page title={t('join.title', { name })} lead={t('join.lead')}>
      {pending ? (
        <Banner>{t('join.pending')}</Banner>
      ) : (
        <Card>
          <ActionForm intent="ask" submitLabel={t('join.submit')} draft={`join-${id}`}>
            <TextArea name="note" label={t('join.note')} hint={t('join.note_hint')} rows={3} />
          </ActionForm>
        </Card>
      )}
      <p>
        <Link to={`/organizations/${id}/takeover`} className="prose-link">
          {t('join.takeover')}
        </Link>
      </p>
    </Page>
  )
}
