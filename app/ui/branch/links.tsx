import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'
import { State } from '../components/state.tsx'

export interface BranchLink {
  id: string
  state: 'asked' | 'accepted'
  since: Moment
  organization: { id: string; name: string }
}

/** The branches of a head office, and those that ask to be. */
export function Branches({ branches, owner }: { branches: readonly BranchLink[]; owner: boolean }) {
  const { t } = useTranslation('staff')
  return (
    <Section title={t('branches.list')}>
      <Card>
        <ul className="divide-y divide-line">
          {branches.map((branch) => (
            <li key={branch.id} className="py-3 first:pt-0 last:pb-0">
              <LinkLine
                link={branch}
                verbs={owner ? (branch.state === 'asked' ? ['accept', 'decline'] : ['end']) : []}
              />
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}

/** The head office of a branch, or the form that asks for one. */
export function HeadOffice({ head, owner }: { head: BranchLink | null; owner: boolean }) {
  const { t } = useTranslation('staff')
  return (
    <Section title={t('branches.head')}>
      <Card>
        {head ? (
          <LinkLine
            link={head}
            verbs={owner ? [head.state === 'asked' ? 'withdraw' : 'end'] : []}
          />
        ) : owner ? (
          <ActionForm intent="ask" submitLabel={t('branches.ask')}>
            <TextField
              name="uscc"
              label={t('branches.uscc')}
              hint={t('branches.uscc_hint')}
              maxLength={24}
              required
            />
          </ActionForm>
        ) : (
          <p className="text-muted">{t('branches.none')}</p>
        )}
      </Card>
    </Section>
  )
}

function LinkLine({ link, verbs }: { link: BranchLink; verbs: readonly string[] }) {
  const { t } = useTranslation('staff')
  const { id, state, since, organization } = link
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div>
        <Link to={`/organizations/${organization.id}`} className="prose-link">
          {organization.name}
        </Link>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <State noun="branch_link" state={state} />
          <Instant at={since} />
        </p>
      </div>
      <div className="flex gap-2">
        {verbs.map((verb) => (
          <RowButton
            key={verb}
            intent={verb}
            id={id}
            label={t(`branches.${verb}`)}
            spoken={`${t(`branches.${verb}`)} ${organization.name}`}
            variant={verb === 'accept' ? 'primary' : 'secondary'}
          />
        ))}
      </div>
    </div>
  )
}
