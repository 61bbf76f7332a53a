import { useTranslation } from 'react-i18next'
import { type Dossier, documentKinds } from '#app/domain/dossier/dossier.ts'
import { acceptFiles } from '#app/domain/file/file.ts'
import { Fold } from '../components/disclosure.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Section } from '../components/page.tsx'
import { figures } from './dossier-view.tsx'

const wan = 1_000_000

/** Where the owner keeps the enterprise's private fields. */
export function DossierForms({ dossier, year }: { dossier: Dossier; year: number }) {
  const { t } = useTranslation('consent')
  const { contact, bank } = dossier
  return (
    <>
      <Section title={t('contact')}>
        <ActionForm intent="contact" submitLabel={t('save')} submitVariant="secondary">
          <TextField
            name="contactName"
            label={t('contact_name')}
            defaultValue={contact?.name}
            autoComplete="name"
            required
          />
          <TextField
            name="contactPhone"
            type="tel"
            label={t('contact_phone')}
            defaultValue={contact?.phone}
            autoComplete="tel"
            required
          />
        </ActionForm>
      </Section>
      <Section title={t('fields.bank')}>
        <ActionForm intent="bank" submitLabel={t('save')} submitVariant="secondary">
          <TextField name="bank" label={t('bank')} defaultValue={bank?.bank} required />
          <TextField
            name="account"
            label={t('account')}
            defaultValue={bank?.account}
            inputMode="numeric"
            required
          />
        </ActionForm>
      </Section>
      <Section title={t('indicators')}>
        <Years indicators={dossier.indicators ?? []} />
        <Fold label={t('add_year')} intent="indicator">
          <YearForm year={year} />
        </Fold>
      </Section>
      <Section title={t('documents')}>
        <Papers documents={dossier.documents ?? []} />
        <Fold label={t('add_document')} intent="document">
          <ActionForm
            intent="document"
            encType="multipart/form-data"
            submitLabel={t('upload')}
            submitVariant="secondary"
          >
            <SelectField
              name="kind"
              label={t('document_kind')}
              required
              options={documentKinds.map((value) => ({
                value,
                label: t(`document_kinds.${value}`),
              }))}
            />
            <TextField
              name="file"
              type="file"
              accept={acceptFiles}
              label={t('file')}
              hint={t('file_hint')}
              required
            />
          </ActionForm>
        </Fold>
      </Section>
    </>
  )
}

function YearForm({ year }: { year: number }) {
  const { t } = useTranslation(['consent', 'financing'])
  return (
    <ActionForm intent="indicator" submitLabel={t('save')} submitVariant="secondary">
      <TextField
        name="year"
        type="number"
        label={t('year')}
        defaultValue={year}
        min={1990}
        max={2200}
        required
      />
      {figures.map(([name, label]) => (
        <TextField
          key={name}
          name={name}
          type="number"
          step="0.01"
          inputMode="decimal"
          label={t(label)}
          unit={t('financing:wan')}
        />
      ))}
    </ActionForm>
  )
}

function Years({ indicators }: { indicators: NonNullable<Dossier['indicators']> }) {
  const { t } = useTranslation(['consent', 'financing'])
  if (indicators.length === 0) return <p className="text-muted">{t('indicators_empty')}</p>
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {indicators.map((indicator) => (
        <li key={indicator.year} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2">
          <strong>{indicator.year}</strong>
          {figures
            .filter(([name]) => indicator[name] !== null)
            .map(([name, label]) => (
              <span key={name}>
                <span className="text-muted">{t(label)}</span> {(indicator[name] ?? 0) / wan}
                {t('financing:wan')}
              </span>
            ))}
          <ActionForm
            inline
            intent="remove_indicator"
            name={String(indicator.year)}
            submitLabel={t('remove')}
            submitVariant="quiet"
            submitSize="s"
            className="ml-auto"
          >
            <input type="hidden" name="year" value={indicator.year} />
          </ActionForm>
        </li>
      ))}
    </ul>
  )
}

function Papers({ documents }: { documents: NonNullable<Dossier['documents']> }) {
  const { t } = useTranslation('consent')
  if (documents.length === 0) return <p className="text-muted">{t('documents_empty')}</p>
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {documents.map(({ id, kind, name }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 px-4 py-2">
          <span className="text-muted">{t(`document_kinds.${kind}`)}</span>
          <a href={`/documents/${id}`} target="_blank" rel="noreferrer" className="prose-link">
            {name}
          </a>
          <ActionForm
            inline
            intent="remove_document"
            name={id}
            submitLabel={t('remove')}
            submitVariant="quiet"
            submitSize="s"
            className="ml-auto"
          >
            <input type="hidden" name="id" value={id} />
          </ActionForm>
        </li>
      ))}
    </ul>
  )
}
