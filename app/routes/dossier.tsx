import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { mayGrant } from '#app/domain/consent/policy.ts'
import {
  bankSchema,
  contactSchema,
  documentKinds,
  indicatorSchema,
} from '#app/domain/dossier/dossier.ts'
import { getOwnDossier } from '#app/domain/dossier/read.server.ts'
import {
  addDocument,
  removeDocument,
  removeIndicator,
  saveBankAccount,
  saveContact,
  saveIndicator,
} from '#app/domain/dossier/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import { dayOf } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { prepareUpload, uploadSchema } from '#app/http/upload.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { ConsentFrame } from '#app/ui/consent/frame.tsx'
import { DossierForms } from '#app/ui/dossier/dossier-forms.tsx'
import { DossierView } from '#app/ui/dossier/dossier-view.tsx'

export const handle = { access: 'enterprise' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  dossier: await getOwnDossier(db, actor),
  keeps: mayGrant(actor),
  lastYear: Number(dayOf(db.now()).slice(0, 4)) - 1,
}))

export const action = act(handle.access, 'upload', {
  contact: intent(contactSchema, async ({ value, actor, db }) => {
    await saveContact(db, actor, value)
    return { done: 'saved', keep: true }
  }),
  bank: intent(bankSchema, async ({ value, actor, db }) => {
    await saveBankAccount(db, actor, value)
    return { done: 'saved', keep: true }
  }),
  indicator: intent(indicatorSchema, async ({ value, actor, db }) => {
    await saveIndicator(db, actor, value)
    return { done: 'saved' }
  }),
  remove_indicator: intent(z.object({ year: z.number().int() }), async ({ value, actor, db }) => {
    await removeIndicator(db, actor, value.year)
    return { done: 'removed' }
  }),
  document: intent(
    z.object({ kind: z.enum(documentKinds), file: uploadSchema }),
    async ({ value, actor, db, limits, files }) => {
      await limits.consume('upload', actor.personId)
      const file = await prepareUpload(files, value.file, { field: 'file' })
      if (!file) throw refuse('invalid', 'file', { fields: { file: ['invalid.required'] } })
      await addDocument(db, actor, { kind: value.kind, file })
      return { done: 'saved' }
    },
  ),
  remove_document: intent(z.object({ id: z.uuid() }), async ({ value, actor, db }) => {
    await removeDocument(db, actor, value.id)
    return { done: 'removed' }
  }),
})

/** What an enterprise keeps for those to whom it opens it. */
export default function DossierRoute() {
  const { t } = useTranslation('consent')
  const { dossier, keeps, lastYear } = useLoaderData<typeof loader>()
  return (
    <ConsentFrame view="dossier" lead={t('dossier_lead')}>
      {keeps ? (
        <DossierForms dossier={dossier} year={lastYear} />
      ) : (
        <>
          <Banner tone="info">{t('owner_only')}</Banner>
          <DossierView dossier={dossier} />
        </>
      )}
    </ConsentFrame>
  )
}
