import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Fold } from '../components/disclosure.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'
import { useFormat } from '../components/use-format.ts'
import { RolesField } from './roles-field.tsx'

export interface MemberRow {
  id: string
  name: string
  roles: readonly string[]
  since: Moment
  own: boolean
  /** Whether they have a second factor; null for who needn't know. */
  guarded: boolean | null
}

export interface MembersProps {
  members: readonly MemberRow[]
  /** What this kind of organisation can give. */
  roles: readonly string[]
  manages: boolean
}

export function Members({ members, roles, manages }: MembersProps) {
  const { t } = useTranslation('people')
  return (
    <Section title={t('members.list')}>
      <Card>
        <ul className="divide-y divide-line">
          {members.map((member) => (
            <Member key={member.id} member={member} roles={roles} manages={manages} />
          ))}
        </ul>
      </Card>
    </Section>
  )
}

interface MemberProps {
  member: MemberRow
  roles: readonly string[]
  manages: boolean
}

function Member({ member, roles, manages }: MemberProps) {
  const { t } = useTranslation(['people', 'factor'])
  const { id, name, since, own, guarded } = member
  const format = useFormat()
  return (
    <li className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <div>
          <p className="font-medium">
            {name}
            {own && t('members.own')}
          </p>
          <p className="text-sm text-muted">
            {format.list(member.roles.map((role) => t(`role.${role}`)))}
            {' · '}
            {t('members.since')} <Instant at={since} />
            {guarded !== null && ` · ${t(guarded ? 'factor:reset.on' : 'factor:reset.off')}`}
          </p>
        </div>
        {(own || manages) && (
          <LinkButton
            to={`/members/${id}/end`}
            size="s"
            variant={own ? 'secondary' : 'danger'}
            aria-label={own ? undefined : t('members.end_label', { name })}
          >
            {t(own ? 'members.leave' : 'members.end')}
          </LinkButton>
        )}
      </div>
      {guarded && !own && (
        <RowButton
          intent="reset_factors"
          id={id}
          label={t('factor:reset.button')}
          spoken={t('factor:reset.label', { name })}
          variant="quiet"
        />
      )}
      {manages && (
        <Fold label={t('members.change')} intent="change_roles" name={`roles-${id}`}>
          <ActionForm
            intent="change_roles"
            name={`roles-${id}`}
            submitLabel={t('members.save_roles')}
            submitVariant="secondary"
            submitSize="s"
          >
            <input type="hidden" name="id" value={id} />
            <RolesField roles={roles} given={member.roles} />
          </ActionForm>
        </Fold>
      )}
    </li>
  )
}
