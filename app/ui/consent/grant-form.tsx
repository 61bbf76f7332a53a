import { useTranslation } from 'react-i18next'
import {
  type ConsentPurpose,
  type ConsentSource,
  consentFields,
  consentPurposes,
  consentSources,
} from '#app/domain/consent/vocabulary.ts'
import { CheckboxGroup, RadioGroup, SelectField, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'

export interface GrantFormProps {
  institutions: readonly { id: string; name: string }[]
  threads: readonly {
    requestId: string
    title: string
    institutionId: string
    institution: string
  }[]
  chosen: {
    institutionId?: string | undefined
    requestId?: string | undefined
    source?: ConsentSource | undefined
    purpose?: ConsentPurpose | undefined
  }
  today: string
  usualUntil: string
}

export function GrantForm({ institutions, threads, chosen, today, usualUntil }: GrantFormProps) {
  const { t } = useTranslation('consent')
  const requests = [...new Map(threads.map((thread) => [thread.requestId, thread.title])).entries()]
  return (
    <ActionForm intent="grant" submitLabel={t('submit_grant')}>
      <SelectField
        name="institutionId"
        label={t('receiver')}
        hint={t('receiver_hint')}
        placeholder=""
        required
        defaultValue={chosen.institutionId}
        options={institutions.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        name="requestId"
        label={t('about')}
        hint={t('about_hint')}
        placeholder={t('whole')}
        defaultValue={chosen.requestId}
        options={requests.map(([value, title]) => ({
          value,
          label: `${title}（${threads
            .filter(({ requestId }) => requestId === value)
            .map(({ institution }) => institution)
            .join('、')}）`,
        }))}
      />
      <RadioGroup
        name="source"
        label={t('source')}
        required
        defaultValue={chosen.source ?? (chosen.requestId ? 'request' : 'dossier')}
        options={consentSources.map((value) => ({
          value,
          label: t(`sources.${value}`),
          hint: t(`source_hints.${value}`),
        }))}
      />
      <RadioGroup
        name="purpose"
        label={t('purpose')}
        required
        defaultValue={chosen.purpose ?? (chosen.requestId ? 'assess_request' : 'pre_approval')}
        options={consentPurposes.map((value) => ({ value, label: t(`purposes.${value}`) }))}
      />
      <CheckboxGroup
        name="fields"
        label={t('fields_title')}
        required
        options={consentFields.map((value) => ({ value, label: t(`fields.${value}`) }))}
      />
      <TextField
        name="until"
        type="date"
        label={t('until')}
        hint={t('until_hint')}
        min={today}
        defaultValue={usualUntil}
        required
      />
    </ActionForm>
  )
}
