import { useTranslation } from 'react-i18next'
import { institutionTypes, openKinds } from '#app/domain/standing/standing.ts'
import { RadioGroup, SelectField, TextField } from '../components/field.tsx'

export interface OrganizationValues {
  kind?: string
  institutionType?: string | null
  name?: string
  shortName?: string | null
  uscc?: string | null
  district?: string | null
  street?: string | null
  address?: string | null
}

/** What an organisation says of itself on entry. */
export function OrganizationFields({ values }: { values: OrganizationValues }) {
  const { t } = useTranslation('people')
  return (
    <>
      <TextField
        name="uscc"
        label={t('organization_new.uscc')}
        hint={t('organization_new.uscc_hint')}
        defaultValue={values.uscc ?? ''}
        autoCapitalize="characters"
        required
      />
      <TextField
        name="name"
        label={t('organization_new.name')}
        hint={t('organization_new.name_hint')}
        defaultValue={values.name}
        autoComplete="organization"
        required
      />
      <RadioGroup
        name="kind"
        label={t('organization_new.kind')}
        defaultValue={values.kind ?? 'enterprise'}
        options={openKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        required
      />
      <SelectField
        name="institutionType"
        label={t('organization_new.institution_type')}
        hint={t('organization_new.institution_type_hint')}
        defaultValue={values.institutionType ?? ''}
        placeholder="—"
        options={institutionTypes.map((type) => ({
          value: type,
          label: t(`institution_type.${type}`),
        }))}
      />
      <TextField
        name="shortName"
        label={t('organization_new.short_name')}
        hint={t('organization_new.short_name_hint')}
        defaultValue={values.shortName ?? ''}
      />
      <TextField
        name="district"
        label={t('organization_new.district')}
        defaultValue={values.district ?? ''}
      />
      <TextField
        name="street"
        label={t('organization_new.street')}
        hint={t('organization_new.street_hint')}
        defaultValue={values.street ?? ''}
      />
      <TextField
        name="address"
        label={t('organization_new.address')}
        defaultValue={values.address ?? ''}
        autoComplete="street-address"
      />
    </>
  )
}
