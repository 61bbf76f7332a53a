import { useTranslation } from 'react-i18next'
import { Due, type Moment } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'

export interface InvitationRow {
  id: string
  contact: string
  roles: readonly string[]
  until: Moment
}

export function Invitations({ invitations }: { invitations: readonly InvitationRow[] }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  return (
    <Section title={t('members.invitations')}>
      <Table
        caption={t('members.invitations')}
        captionHidden
        head={[t('members.to'), t('members.roles'), t('members.until'), t('members.actions')]}
        rows={invitations.map(({ id, contact, roles, until }) => ({
          key: id,
          cells: [
            contact,
            format.list(roles.map((role) => t(`role.${role}`))),
            <Due key="until" at={until} />,
            <RowButton
              key="revoke"
              intent="revoke"
              id={id}
              label={t('members.revoke')}
              spoken={`${t('members.revoke')} ${contact}`}
            />,
          ],
        }))}
      />
    </Section>
  )
}
