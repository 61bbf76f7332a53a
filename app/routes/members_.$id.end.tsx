import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { getLeaving } from '#app/domain/membership/read.server.ts'
import { endMembership } from '#app/domain/membership/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { SelectField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'
import { Heir } from '#app/ui/membership/heir.tsx'

export const handle = { access: 'member', title: 'staff:leaving.end' } satisfies RouteHandle

export const loader = load(handle.access, ({ actor, db, params }) =>
  getLeaving(db, actor, idParam(params)),
)

const heir = z.uuid().optional()

export const action = act(handle.access, 'form', {
  end: intent(
    z.object({
      thread: heir,
      request: heir,
      product: heir,
      listing: heir,
      session: heir,
      ownership: heir,
    }),
    async ({ value, actor, db, params }) => {
      await endMembership(db, actor, idParam(params), value)
      return redirect('/account')
    },
  ),
})

export default function Leaving() {
  const { t } = useTranslation('staff')
  const { name, organization, own, held, successors } = useLoaderData<typeof loader>()
  const alone = successors !== null && successors.length === 0
  return (
    <Page
      title={t(own ? 'leaving.title_own' : 'leaving.title', { name, organization })}
      lead={t(held.length > 0 ? 'leaving.lead' : 'leaving.lead_nothing')}
    >
      {alone && <Banner tone="warning">{t('leaving.alone')}</Banner>}
      <Card>
        <ActionForm
          intent="end"
          submitLabel={alone ? undefined : t(own ? 'leaving.leave' : 'leaving.end')}
          submitVariant="danger"
        >
          {successors && successors.length > 0 && (
            <SelectField
              name="ownership"
              label={t('leaving.ownership')}
              hint={t('leaving.ownership_hint')}
              placeholder={t('leaving.choose')}
              options={successors.map((successor) => ({
                value: successor.personId,
                label: successor.name,
              }))}
              required
            />
          )}
          {held.map((item) => (
            <Heir key={item.kind} {...item} />
          ))}
        </ActionForm>
      </Card>
    </Page>
  )
}
