import { useTranslation } from 'react-i18next'
import { Button } from '../blocks/button.tsx'
import { Due, type Moment } from '../blocks/figures.tsx'
import { ActionForm } from '../blocks/form.tsx'
import { Section } from '../blocks/page.tsx'
import { Table } from '../blocks/table.tsx'
import { useFormat } from '../blocks/use-format.ts'

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
            <ActionForm key="revoke" intent="revoke" name={id} inline>
              <input type="hidden" name="id" value={id} />
              <Button name="intent" value="revoke" size="s">
                {t('members.revoke')}
              </Button>
            </ActionForm>,
          ],
        }))}
      />
    </Section>
  )
}
