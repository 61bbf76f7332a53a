import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { appealKindSchema, appealReasonSchema } from '#app/domain/appeal/appeal.ts'
import { getContestable } from '#app/domain/appeal/read.server.ts'
import { raiseAppeal } from '#app/domain/appeal/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { RefusalFacts } from '#app/ui/appeal/refusal-facts.tsx'
import { TextArea } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'signed_in', title: 'appeal:open' } satisfies RouteHandle

const subjectSchema = z.object({ kind: appealKindSchema, id: z.uuid() })

function subjectOf(url: URL) {
  const asked = subjectSchema.safeParse(Object.fromEntries(url.searchParams))
  if (!asked.success) throw refuse('missing', 'missing')
  return asked.data
}

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const { kind, id } = subjectOf(url)
  const { title, refusal, appealId } = await getContestable(db, actor, kind, id)
  if (appealId) throw redirect(`/appeals/${appealId}`)
  return { kind, title, refusal }
})

export const action = act(handle.access, 'form', {
  appeal: intent(z.object({ reason: appealReasonSchema }), async ({ value, actor, db, url }) => {
    const { id } = await raiseAppeal(db, actor, { ...subjectOf(url), reason: value.reason })
    return redirect(`/appeals/${id}`)
  }),
})

export default function NewAppeal() {
  const { t } = useTranslation('appeal')
  const { kind, title, refusal } = useLoaderData<typeof loader>()
  return (
    <Page title={t('new.title', { title })} lead={t('new.lead')}>
      <RefusalFacts kind={kind} refusal={{ ...refusal, officer: null }} />
      <Card>
        <ActionForm intent="appeal" submitLabel={t('new.submit')} draft={`appeal ${title}`}>
          <TextArea
            name="reason"
            label={t('reason')}
            hint={t('reason_hint')}
            required
            maxLength={1000}
          />
        </ActionForm>
      </Card>
    </Page>
  )
}
