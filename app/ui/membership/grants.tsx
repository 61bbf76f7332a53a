import { useTranslation } from 'react-i18next'
import { Due, type Moment } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'

export interface GrantRow {
  id: string
  receiver: string
  asker: string
  roles: readonly string[]
  until: Moment
  /** Whether the reader is another administrator, who may confirm it. */
  confirms: boolean
}

/** Roles of the bureau that an administrator asked for and another one has yet to confirm. */
export function Grants({ grants }: { grants: readonly GrantRow[] }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  return (
    <Section title={t('members.grants')}>
      <p className="mb-3 text-sm text-muted">{t('members.grants_lead')}</p>
      <Table
        caption={t('members.grants')}
        captionHidden
        head={[
          t('members.grant_to'),
          t('members.grant_roles'),
          t('members.grant_by'),
          t('members.until'),
          t('members.actions'),
        ]}
        rows={grants.map(({ id, receiver, asker, roles, until, confirms }) => ({
          key: id,
          cells: [
            receiver,
            format.list(roles.map((role) => t(`role.${role}`))),
            asker,
            <Due key="until" at={until} />,
            <GrantButtons key="actions" id={id} receiver={receiver} confirms={confirms} />,
          ],
        }))}
      />
    </Section>
  )
}

function GrantButtons(grant: { id: string; receiver: string; confirms: boolean }) {
  const { t } = useTranslation('people')
  const { id, receiver, confirms } = grant
  const button = (intent: string, label: string) => (
    <RowButton intent={intent} id={id} label={label} spoken={`${label} ${receiver}`} />
  )
  if (!confirms) return button('withdraw_grant', t('members.grant_withdraw'))
  return (
    <div className="flex flex-wrap gap-2">
      {button('confirm_grant', t('members.grant_confirm'))}
      {button('refuse_grant', t('members.grant_refuse'))}
    </div>
  )
}
