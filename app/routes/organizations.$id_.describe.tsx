import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { descriptionSchema } from '#app/domain/organization/describe.ts'
import { mayDescribeOrganization } from '#app/domain/organization/policy.ts'
import { getOrganization } from '#app/domain/organization/read.server.ts'
import { describeOrganization } from '#app/domain/organization/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { TextArea, TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'

export const handle = {
  access: 'owner',
  title: 'organization:describe.title',
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const id = idParam(params)
  if (!mayDescribeOrganization(actor, id)) throw refuse('forbidden', 'forbidden')
  const { shortName, intro, offers, seeks, website, employees } = await getOrganization(
    db,
    actor,
    id,
  )
  return { shortName, intro, offers, seeks, website, employees }
})

export const action = act(handle.access, 'form', {
  describe: intent(descriptionSchema, async ({ value, actor, db, params }) => {
    const id = idParam(params)
    await describeOrganization(db, actor, id, value)
    return redirect(`/organizations/${id}`)
  }),
})

export default function DescribePage() {
  const { t } = useTranslation('organization')
  const { shortName, intro, offers, seeks, website, employees } = useLoaderData<typeof loader>()
  return (
    <Page title={t('describe.title')} lead={t('describe.lead')}>
      <Card>
        <ActionForm intent="describe" submitLabel={t('describe.submit')}>
          <TextField
            name="shortName"
            label={t('describe.short_name')}
            hint={t('describe.short_name_hint')}
            defaultValue={shortName ?? ''}
            maxLength={20}
          />
          <TextArea
            name="intro"
            label={t('intro')}
            hint={t('describe.intro_hint')}
            defaultValue={intro ?? ''}
          />
          <TextArea
            name="offers"
            label={t('offers')}
            hint={t('describe.offers_hint')}
            defaultValue={offers ?? ''}
          />
          <TextArea
            name="seeks"
            label={t('seeks')}
            hint={t('describe.seeks_hint')}
            defaultValue={seeks ?? ''}
          />
          <TextField
            name="employees"
            label={t('employees')}
            inputMode="numeric"
            defaultValue={employees ?? ''}
          />
          <TextField
            name="website"
            type="url"
            label={t('website')}
            hint={t('describe.website_hint')}
            defaultValue={website ?? ''}
          />
        </ActionForm>
      </Card>
    </Page>
  )
}
