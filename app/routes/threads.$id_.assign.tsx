import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { assignThread, listAssignees } from '#app/domain/thread/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { SelectField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'
import { State } from '#app/ui/components/state.tsx'

export const handle = { access: 'institution', title: 'staff:assign.link' } satisfies RouteHandle

export const loader = load(handle.access, ({ actor, db, params }) =>
  listAssignees(db, actor, idParam(params)),
)

/** `person organisation`: somebody may work for two branches. */
const to = z
  .string()
  .transform((text) => text.split(' '))
  .pipe(z.tuple([z.uuid(), z.uuid()]))

export const action = act(handle.access, 'form', {
  assign: intent(z.object({ to }), async ({ value, actor, db, params }) => {
    const [personId, organizationId] = value.to
    await assignThread(db, actor, { threadId: idParam(params), personId, organizationId })
    return { done: 'thread_assigned' }
  }),
})

export default function Assign() {
  const { t } = useTranslation('staff')
  const { title, state, people } = useLoaderData<typeof loader>()
  const holder = people.find(({ holds }) => holds)
  return (
    <Page
      title={t('assign.title', { title })}
      lead={
        <span className="flex flex-wrap gap-x-3">
          <State noun="thread" state={state} />
          {holder && t('assign.holder', { name: holder.name, organization: holder.organization })}
        </span>
      }
    >
      <Card>
        <ActionForm intent="assign" submitLabel={t('assign.submit')}>
          <SelectField
            name="to"
            label={t('assign.to')}
            placeholder={t('leaving.choose')}
            options={people
              .filter(({ holds }) => !holds)
              .map(({ personId, organizationId, name, organization }) => ({
                value: `${personId} ${organizationId}`,
                label: `${name} · ${organization}`,
              }))}
            required
          />
        </ActionForm>
      </Card>
    </Page>
  )
}
