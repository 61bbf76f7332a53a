import { useTranslation } from 'react-i18next'
import { Banner } from '../blocks/banner.tsx'
import { TextField } from '../blocks/field.tsx'
import { ActionForm } from '../blocks/form.tsx'
import { Card, Section } from '../blocks/page.tsx'
import { RolesField } from './roles-field.tsx'

/** Asks somebody in; the link of the invitation just sent shows once. */
export function Invite({ roles, link }: { roles: readonly string[]; link: string | null }) {
  const { t } = useTranslation('people')
  return (
    <Section title={t('members.invite')}>
      {link && (
        <div className="mb-3">
          <Banner tone="success" title={t('members.link')}>
            <code className="break-all select-all">{link}</code>
          </Banner>
        </div>
      )}
      <Card>
        <ActionForm intent="invite" submitLabel={t('members.invite_submit')}>
          <TextField name="contact" label={t('contact')} hint={t('members.invite_hint')} required />
          <RolesField roles={roles} given={['member']} />
        </ActionForm>
      </Card>
    </Section>
  )
}
