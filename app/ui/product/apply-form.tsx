import { useTranslation } from 'react-i18next'
import { fieldsOfSource } from '#app/domain/consent/vocabulary.ts'
import { typedBounds } from '#app/domain/financing/limits.ts'
import { urgencies } from '#app/domain/financing/vocabulary.ts'
import { Checkbox, CheckboxGroup, RadioGroup, TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { GuaranteeField } from '../financing/terms.tsx'

export interface ApplyFormProps {
  name: string
  guarantees: readonly string[]
  contact: { name: string; phone: string } | null
  /** Some condition isn't met as far as is known. */
  unmet: boolean
  usualExpiry: string
  usualUntil: string
}

/** A request for one institution alone, with the consent under which it is read. */
export function ApplyForm(props: ApplyFormProps) {
  const { name, guarantees, contact, unmet, usualExpiry, usualUntil } = props
  const { t } = useTranslation(['product', 'request', 'financing', 'consent'])
  return (
    <ActionForm intent="apply" submitLabel={t('apply_submit')} draft="application">
      <input type="hidden" name="title" value={t('apply_request', { name }).slice(0, 60)} />
      <input type="hidden" name="expiresOn" value={usualExpiry} />
      <TextField
        name="amountFen"
        type="number"
        step="0.01"
        min={0}
        inputMode="decimal"
        label={t('request:amount')}
        unit={t('financing:wan')}
        required
      />
      <TextField
        name="termMonths"
        type="number"
        {...typedBounds.term}
        label={t('request:term')}
        unit={t('financing:months')}
        defaultValue={12}
        required
      />
      <TextArea
        name="purpose"
        label={t('request:purpose')}
        hint={t('request:purpose_hint')}
        minLength={10}
        maxLength={1000}
        required
      />
      <GuaranteeField hint={t('request:guarantees_hint')} defaultValue={guarantees.slice(0, 1)} />
      <RadioGroup
        name="urgency"
        label={t('request:urgency')}
        required
        defaultValue="normal"
        options={urgencies.map((value) => ({ value, label: t(`financing:urgency.${value}`) }))}
      />
      <TextField
        name="contactName"
        label={t('request:contact_name')}
        autoComplete="name"
        maxLength={30}
        defaultValue={contact?.name}
        required
      />
      <TextField
        name="contactPhone"
        type="tel"
        label={t('request:contact_phone')}
        autoComplete="tel"
        defaultValue={contact?.phone}
        required
      />
      <CheckboxGroup
        name="fields"
        label={t('apply_consent')}
        hint={t('apply_consent_hint')}
        defaultValue={['revenue', 'tax']}
        options={fieldsOfSource.dossier
          .filter((field) => field !== 'contact')
          .map((value) => ({ value, label: t(`consent:fields.${value}`) }))}
      />
      <TextField
        name="until"
        type="date"
        label={t('apply_until')}
        defaultValue={usualUntil}
        required
      />
      {unmet && <Checkbox name="despite" label={t('despite')} />}
    </ActionForm>
  )
}
