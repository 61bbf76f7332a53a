import { useTranslation } from 'react-i18next'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card, Facts, Section } from '../components/page.tsx'
import { useFormat } from '../components/use-format.ts'

export interface ProfileProps {
  profile: { name: string; contacts: readonly { kind: string; masked: string }[] }
}

export function Profile({ profile }: ProfileProps) {
  const { t } = useTranslation('people')
  const format = useFormat()
  return (
    <Section title={t('account.profile')}>
      <Card className="flex flex-col gap-4">
        <Facts
          items={[
            {
              label: t('account.contacts'),
              value: format.list(profile.contacts.map(({ masked }) => masked)),
            },
          ]}
        />
        <ActionForm intent="rename" submitLabel={t('account.save')} submitVariant="secondary">
          <TextField
            name="name"
            label={t('name')}
            hint={t('sign_up.name_hint')}
            defaultValue={profile.name}
            autoComplete="name"
            required
          />
        </ActionForm>
      </Card>
    </Section>
  )
}

export function ChangePassword() {
  const { t } = useTranslation('people')
  return (
    <Section title={t('account.password')}>
      <Card>
        <ActionForm
          intent="change_password"
          submitLabel={t('account.change_password')}
          submitVariant="secondary"
        >
          <TextField
            name="current_password"
            type="password"
            label={t('account.current_password')}
            autoComplete="current-password"
            required
          />
          <TextField
            name="password"
            type="password"
            label={t('new_password')}
            hint={t('password_hint')}
            autoComplete="new-password"
            required
          />
        </ActionForm>
      </Card>
    </Section>
  )
}
