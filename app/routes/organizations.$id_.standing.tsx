import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { DRAFT_DAYS } from '#app/domain/organization/standing.ts'
import { mayApplyFor } from '#app/domain/standing/policy.ts'
import { getOwnCase } from '#app/domain/standing/read.server.ts'
import { noteSchema, organizationSchema } from '#app/domain/standing/standing.ts'
import {
  reviseOrganization,
  submitOrganization,
  withdrawApplication,
} from '#app/domain/standing/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { prepareUpload, uploadSchema } from '#app/http/upload.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { Button, LinkButton } from '#app/ui/components/button.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page, Section } from '#app/ui/components/page.tsx'
import { Course } from '#app/ui/components/state.tsx'
import { OrganizationFacts } from '#app/ui/standing/facts.tsx'
import { History } from '#app/ui/standing/history.tsx'
import { OrganizationFields } from '#app/ui/standing/organization-fields.tsx'
import { Proofs } from '#app/ui/standing/proofs.tsx'

export const handle = { access: 'signed_in', title: 'people:standing.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const id = idParam(params)
  const { organization, application, history } = await getOwnCase(db, actor, id)
  return { organization, application, history, owner: mayApplyFor(actor, id) }
})

export const action = act(handle.access, 'upload', {
  revise: intent(organizationSchema, async ({ value, actor, db, params }) => {
    await reviseOrganization(db, actor, idParam(params), value)
    return { done: 'saved' }
  }),
  submit: intent(
    z.object({ licence: uploadSchema, letter: uploadSchema, note: noteSchema.optional() }),
    async ({ value, actor, db, params, limits, files }) => {
      await limits.consume('upload', actor.personId)
      await submitOrganization(db, actor, idParam(params), {
        licence: await prepareUpload(files, value.licence, { field: 'licence' }),
        letter: await prepareUpload(files, value.letter, { field: 'letter' }),
        note: value.note ?? null,
      })
      return { done: 'submitted' }
    },
  ),
  withdraw: intent(z.object({ id: z.uuid() }), async ({ value, actor, db }) => {
    await withdrawApplication(db, actor, value.id)
    return { done: 'withdrawn' }
  }),
})

/** A return takes the place of the review until it is submitted again. */
const courseOf = (standing: string) =>
  standing === 'returned' ? ['draft', 'returned', 'verified'] : ['draft', 'submitted', 'verified']

export default function OwnStanding() {
  const { t } = useTranslation(['people', 'appeal'])
  const { organization, application, history, owner } = useLoaderData<typeof loader>()
  const { standing } = organization
  const open = owner && (standing === 'draft' || standing === 'returned')
  return (
    <Page
      title={organization.name}
      lead={t(`standing.${standing}_lead`, { defaultValue: '', days: DRAFT_DAYS })}
    >
      {owner && standing === 'suspended' && (
        <p>
          <LinkButton to={`/appeals/new?kind=organization&id=${organization.id}`}>
            {t('appeal:open')}
          </LinkButton>
        </p>
      )}
      <Course noun="organization" states={courseOf(standing)} current={standing} />
      {application?.remarks && standing !== 'verified' && (
        <Banner tone="warning" title={t('standing.remarks')}>
          {application.remarks}
        </Banner>
      )}
      {open && (
        <Section title={t('standing.title')}>
          <Card>
            <ActionForm
              intent="submit"
              encType="multipart/form-data"
              submitLabel={t(standing === 'returned' ? 'standing.resubmit' : 'standing.submit')}
            >
              <Proofs again={standing === 'returned'} letter="optional" />
            </ActionForm>
          </Card>
        </Section>
      )}
      <Section title={t('standing.facts')}>
        <Card>
          {open ? (
            <ActionForm
              intent="revise"
              submitLabel={t('organization_new.save')}
              submitVariant="secondary"
            >
              <OrganizationFields values={organization} />
            </ActionForm>
          ) : (
            <OrganizationFacts facts={organization} />
          )}
        </Card>
      </Section>
      {application?.withdrawable && (
        <ActionForm intent="withdraw" inline>
          <input type="hidden" name="id" value={application.id} />
          <Button name="intent" value="withdraw">
            {t('standing.withdraw')}
          </Button>
        </ActionForm>
      )}
      <History steps={history} />
    </Page>
  )
}
