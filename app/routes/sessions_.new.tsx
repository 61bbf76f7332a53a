import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { refuse } from '#app/domain/refusal.ts'
import { sessionForm } from '#app/domain/session/forms.ts'
import { listTemplates } from '#app/domain/session/read.server.ts'
import { DEFAULT_TEMPLATES } from '#app/domain/session/template.ts'
import { removeTemplate, scheduleSession } from '#app/domain/session/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load, type RouteArgs } from '#app/http/route.ts'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { SessionFields } from '#app/ui/session/fields.tsx'
import { TemplateChoice } from '#app/ui/session/template-choice.tsx'

export const handle = { access: 'host', title: 'session:new' } satisfies RouteHandle

/** The usual templates in the host's language, and those that the bureau saved. */
async function templatesFor({ actor, db, t }: Pick<RouteArgs<'host'>, 'actor' | 'db' | 't'>) {
  const usual = DEFAULT_TEMPLATES((key) => t(`template:${key}`))
  const own = await listTemplates(db, actor.organization.id)
  return [
    ...usual.map((item) => ({ ...item, own: false })),
    ...own.map((item) => ({ ...item, own: true })),
  ]
}

export const loader = load(handle.access, async (ask) => {
  const templates = await templatesFor(ask)
  const wanted = ask.url.searchParams.get('template')
  const chosen = templates.find(({ id }) => id === wanted)
  return {
    templates: templates.map(({ id, name, own, body }) => ({ id, name, own, type: body.type })),
    chosen: chosen
      ? {
          id: chosen.id,
          type: chosen.body.type,
          title: chosen.body.title,
          summary: chosen.body.summary,
          place: chosen.body.place,
        }
      : null,
  }
})

export const action = act(handle.access, 'form', {
  schedule: intent(
    sessionForm.and(z.object({ template: z.string().optional() })),
    async ({ value, ...ask }) => {
      const { template: wanted, ...form } = value
      const template = wanted
        ? (await templatesFor(ask)).find(({ id }) => id === wanted)
        : undefined
      if (wanted && !template) throw refuse('missing', 'template_missing')
      const id = await scheduleSession(ask.db, ask.actor, form, template?.body)
      return redirect(`/sessions/${id}/edit`)
    },
  ),
  remove_template: intent(z.object({ templateId: z.uuid() }), async ({ value, actor, db }) => {
    await removeTemplate(db, actor, value.templateId)
    return { done: 'removed' }
  }),
})

export default function NewSession() {
  const { t } = useTranslation('session')
  const { templates, chosen } = useLoaderData<typeof loader>()
  return (
    <Page title={t('new')}>
      <TemplateChoice templates={templates} chosen={chosen?.id ?? null} />
      <ActionForm
        key={chosen?.id ?? ''}
        intent="schedule"
        submitLabel={t('field.create')}
        draft={`session-new-${chosen?.id ?? ''}`}
      >
        {chosen && <input type="hidden" name="template" value={chosen.id} />}
        <SessionFields {...(chosen ? { values: chosen } : {})} />
      </ActionForm>
    </Page>
  )
}
