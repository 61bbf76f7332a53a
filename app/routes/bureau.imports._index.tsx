import { redirect } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { importKindNames } from '#app/domain/import/import-run.ts'
import { listImports } from '#app/domain/import/read.server.ts'
import { uploadImport } from '#app/domain/import/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { readUpload, uploadSchema } from '#app/http/upload.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { SelectField, TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Instant } from '#app/ui/components/formatted-values.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { State } from '#app/ui/components/state.tsx'
import { Table } from '#app/ui/components/table.tsx'
import { TallyLine } from '#app/ui/import/tally.tsx'

export const handle = {
  access: 'officer',
  title: (_, t) => t('import:title'),
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  imports: await listImports(db, actor),
}))

export const action = act(handle.access, 'upload', {
  upload: intent(
    z.object({ kind: z.enum(importKindNames), file: uploadSchema }),
    async ({ value, actor, db, limits, files }) => {
      await limits.consume('import', actor.personId)
      if (!value.file) throw refuse('invalid', 'file', { fields: { file: ['invalid.required'] } })
      const { id } = await uploadImport(db, actor, {
        kind: value.kind,
        upload: await readUpload(value.file),
        readSheet: files.readSheet,
      })
      return redirect(`/bureau/imports/${id}`)
    },
  ),
})

export default function Imports() {
  const { t } = useTranslation('import')
  const { imports } = useLoaderData<typeof loader>()
  return (
    <Page title={t('title')} lead={t('lead')} wide>
      <Section title={t('new')}>
        <ActionForm intent="upload" encType="multipart/form-data" submitLabel={t('upload')}>
          <SelectField
            name="kind"
            label={t('kind')}
            required
            options={importKindNames.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <TextField
            name="file"
            type="file"
            accept=".csv,.xlsx"
            label={t('file')}
            hint={t('file_hint')}
            required
          />
        </ActionForm>
      </Section>
      {imports.length === 0 ? (
        <Empty title={t('empty')} hint={t('empty_hint')} />
      ) : (
        <Table
          caption={t('title')}
          captionHidden
          head={[t('name'), t('kind'), t('state'), t('result'), t('at')]}
          rows={imports.map((item) => ({
            key: item.id,
            cells: [
              <Link key="name" to={`/bureau/imports/${item.id}`} className="prose-link">
                {item.name}
              </Link>,
              t(`kinds.${item.kind}`),
              <State key="state" noun="import_run" state={item.state} />,
              item.tally && <TallyLine key="result" tally={item.tally} />,
              <Instant key="at" at={item.createdAt} />,
            ],
          }))}
        />
      )}
    </Page>
  )
}
