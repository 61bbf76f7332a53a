import { useTranslation } from 'react-i18next'
import { Banner } from '../components/banner.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card, Section } from '../components/page.tsx'
import { RolesField } from './roles-field.tsx'

export interface InviteProps {
  /** What somebody may hold from the day they come in. */
  roles: readonly string[]
  /** In the bureau other roles are given afterwards. */
  bureau: boolean
  link: string | null
}

/** Asks somebody in; the link of the invitation just sent shows once. */
export function Invite({ roles, bureau, link }: InviteProps) {
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
          {bureau && <p className="text-sm text-muted">{t('members.grant_hint')}</p>}
          <RolesField roles={roles} given={['member']} />
        </ActionForm>
      </Card>
    </Section>
  )
}
