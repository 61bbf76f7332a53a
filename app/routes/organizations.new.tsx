import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isUscc, normalizeUscc } from '#app/domain/organization/uscc.ts'
import { refuse } from '#app/domain/refusal.ts'
import { findByUscc } from '#app/domain/standing/read.server.ts'
import { organizationSchema, usccSchema } from '#app/domain/standing/standing.ts'
import { createOrganization } from '#app/domain/standing/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page, Section } from '#app/ui/components/page.tsx'
import { OrganizationFields } from '#app/ui/standing/organization-fields.tsx'

export const handle = {
  access: 'signed_in',
  title: 'people:organization_new.title',
} satisfies RouteHandle

export const loader = load(handle.access, async ({ url }) => {
  const uscc = normalizeUscc(url.searchParams.get('uscc') ?? '')
  return { uscc: isUscc(uscc) ? uscc : null }
})

/** Where who knows the code goes on: into the form, to the takeover of a listed one, or to the owner's door. */
export const action = act(handle.access, 'form', {
  look_up: intent(z.object({ uscc: usccSchema }), async ({ value, actor, db }) => {
    const found = await findByUscc(db, actor, value.uscc)
    if (!found) return redirect(`/organizations/new?uscc=${value.uscc}`)
    if (actor.memberOf.includes(found.id)) return redirect(`/organizations/${found.id}/standing`)
    if (!found.known) throw refuse('conflict', 'takeover_busy')
    const isOwned = found.standing === 'verified'
    return redirect(`/organizations/${found.id}/${isOwned ? 'join' : 'takeover'}`)
  }),
  create: intent(organizationSchema, async ({ value, actor, db }) => {
    const id = await createOrganization(db, actor, value)
    return redirect(`/organizations/${id}/standing`)
  }),
})

export default function NewOrganization() {
  const { t } = useTranslation('people')
  const { uscc } = useLoaderData<typeof loader>()
  if (!uscc) {
    return (
      <Page title={t('organization_new.title')} lead={t('organization_new.lead')}>
        <Card>
          <ActionForm
            intent="look_up"
            submitLabel={t('organization_new.look_up')}
            draft="organization-uscc"
          >
            <TextField
              name="uscc"
              label={t('organization_new.uscc')}
              hint={t('organization_new.uscc_hint')}
              autoCapitalize="characters"
              required
            />
          </ActionForm>
        </Card>
        <p className="text-muted">{t('organization_new.other')}</p>
      </Page>
    )
  }
  return (
    <Page
      title={t('organization_new.title')}
      actions={
        <LinkButton to="/organizations/new" variant="quiet" size="s">
          {t('organization_new.again')}
        </LinkButton>
      }
    >
      <Section title={t('organization_new.facts')}>
        <p className="mb-3 text-muted">{t('organization_new.facts_lead')}</p>
        <Card>
          <ActionForm
            intent="create"
            submitLabel={t('organization_new.create')}
            draft={`organization-${uscc}`}
          >
            <OrganizationFields values={{ uscc }} />
          </ActionForm>
        </Card>
      </Section>
    </Page>
  )
}
