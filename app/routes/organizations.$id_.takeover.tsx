import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { getTakeover } from '#app/domain/standing/read.server.ts'
import { noteSchema, remarksSchema } from '#app/domain/standing/standing.ts'
import { askDelisting, takeOver } from '#app/domain/standing/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { prepareUpload, uploadSchema } from '#app/http/upload.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { Fold } from '#app/ui/components/disclosure.tsx'
import { TextArea, TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'
import { OrganizationFacts } from '#app/ui/standing/facts.tsx'
import { Proofs } from '#app/ui/standing/proofs.tsx'

export const handle = {
  access: 'signed_in',
  title: 'organization:unclaimed.claim',
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const id = idParam(params)
  if (actor.memberOf.includes(id)) throw redirect(`/organizations/${id}/standing`)
  return getTakeover(db, actor.personId, id)
})

export const action = act(handle.access, 'upload', {
  take_over: intent(
    z.object({ licence: uploadSchema, letter: uploadSchema, note: noteSchema.optional() }),
    async ({ value, actor, db, params, limits, files }) => {
      await limits.consume('upload', actor.personId)
      await takeOver(db, actor, idParam(params), {
        licence: await prepareUpload(files, value.licence, { field: 'licence' }),
        letter: await prepareUpload(files, value.letter, { field: 'letter' }),
        note: value.note ?? null,
      })
      return { done: 'submitted' }
    },
  ),
  delist: intent(
    z.object({ licence: uploadSchema, reason: remarksSchema }),
    async ({ value, actor, db, params, limits, files }) => {
      await limits.consume('upload', actor.personId)
      await askDelisting(db, actor, idParam(params), {
        licence: await prepareUpload(files, value.licence, { field: 'licence' }),
        note: value.reason,
      })
      return { done: 'submitted' }
    },
  ),
})

export default function Takeover() {
  const { t } = useTranslation('people')
  const { organization, own, disputed } = useLoaderData<typeof loader>()
  const pending = own?.state === 'submitted'
  return (
    <Page
      title={t('takeover.title', { name: organization.name })}
      lead={!pending ? t('takeover.lead') : undefined}
    >
      {pending && <Banner>{t('takeover.pending')}</Banner>}
      {own?.state === 'returned' && (
        <Banner tone="warning" title={t('standing.remarks')}>
          {own.remarks}
        </Banner>
      )}
      {!pending && disputed && <Banner tone="warning">{t('takeover.disputed')}</Banner>}
      <Card>
        <OrganizationFacts facts={organization} />
      </Card>
      {!pending && (
        <Card>
          <ActionForm
            intent="take_over"
            encType="multipart/form-data"
            submitLabel={t('takeover.submit')}
          >
            <Proofs again={own?.state === 'returned'} letter="required" />
          </ActionForm>
        </Card>
      )}
      {organization.standing === 'listed' && !own && <Delisting />}
    </Page>
  )
}

function Delisting() {
  const { t } = useTranslation('people')
  return (
    <Fold label={t('takeover.delist')} intent="delist">
      <p className="mb-3 text-muted">{t('takeover.delist_lead')}</p>
      <Card>
        <ActionForm
          intent="delist"
          encType="multipart/form-data"
          submitLabel={t('takeover.delist_submit')}
          submitVariant="danger"
        >
          <TextField
            name="licence"
            type="file"
            label={t('standing.licence')}
            hint={t('standing.licence_hint')}
            required
          />
          <TextArea name="reason" label={t('takeover.delist_note')} required />
        </ActionForm>
      </Card>
    </Fold>
  )
}
