import { redirect } from '@remix-run/node'
import { useTranslation } from 'react-i18next'
import { sessionForm } from '#app/domain/session/forms.ts'
import { scheduleSession } from '#app/domain/session/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { ActionForm } from '#app/ui/blocks/form.tsx'
import { Page } from '#app/ui/blocks/page.tsx'
import { SessionFields } from '#app/ui/session/fields.tsx'

export const handle = { access: 'host', title: 'session:new' } satisfies RouteHandle

export const loader = load(handle.access, async () => null)

export const action = act(handle.access, {
  schedule: intent(sessionForm, async ({ value, actor, db }) => {
    const id = await scheduleSession(db, actor, value)
    return redirect(`/sessions/${id}/edit`)
  }),
})

export default function NewSession() {
  const { t } = useTranslation('session')
  return (
    <Page title={t('new')}>
      <ActionForm intent="schedule" submitLabel={t('field.create')} draft="session-new">
        <SessionFields />
      </ActionForm>
    </Page>
  )
}
