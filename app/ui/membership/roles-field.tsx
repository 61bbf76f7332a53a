import { useTranslation } from 'react-i18next'
import { CheckboxGroup } from '../components/field.tsx'

/** The roles that an organisation can give, those given now ticked. */
export function RolesField(props: { roles: readonly string[]; given: readonly string[] }) {
  const { t } = useTranslation('people')
  return (
    <CheckboxGroup
      name="roles"
      label={t('members.roles')}
      options={props.roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      defaultValue={props.given}
      required
    />
  )
}
