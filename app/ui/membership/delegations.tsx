import { useTranslation } from 'react-i18next'
import { Fold } from '../components/disclosure.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'

export interface DelegationRow {
  id: string
  from: string
  to: string
  startsAt: Moment
  endsAt: Moment
  note: string | null
  running: boolean
  revocable: boolean
}

export interface DelegationsProps {
  delegations: readonly DelegationRow[]
  colleagues: readonly { personId: string; name: string; own: boolean }[]
  /** May lend the rights of others, too. */
  manages: boolean
  /** `YYYY-MM-DD` */
  today: string
}

/** Rights lent to a colleague for a while, and the form that lends them. */
export function Delegations({ delegations, colleagues, manages, today }: DelegationsProps) {
  const { t } = useTranslation('staff')
  const others = colleagues.filter(({ own }) => !own)
  if (others.length === 0) return null
  const options = (people: DelegationsProps['colleagues']) =>
    people.map(({ personId, name }) => ({ value: personId, label: name }))
  return (
    <Section title={t('delegation.title')}>
      <Card className="flex flex-col gap-3">
        <p className="text-muted">{t('delegation.lead')}</p>
        {delegations.length > 0 && (
          <ul className="divide-y divide-line">
            {delegations.map((item) => (
              <Delegation key={item.id} delegation={item} />
            ))}
          </ul>
        )}
        <Fold label={t('delegation.new')} intent="delegate">
          <ActionForm intent="delegate" submitLabel={t('delegation.submit')}>
            {manages && (
              <SelectField
                name="from"
                label={t('delegation.from')}
                placeholder={t('delegation.self')}
                options={options(others)}
              />
            )}
            <SelectField
              name="to"
              label={t('delegation.to')}
              placeholder={t('leaving.choose')}
              options={options(manages ? colleagues : others)}
              required
            />
            <TextField
              name="firstDay"
              type="date"
              label={t('delegation.first_day')}
              defaultValue={today}
              min={today}
              required
            />
            <TextField
              name="lastDay"
              type="date"
              label={t('delegation.last_day')}
              hint={t('delegation.last_day_hint')}
              min={today}
              required
            />
            <TextField name="note" label={t('delegation.note')} maxLength={200} />
          </ActionForm>
        </Fold>
      </Card>
    </Section>
  )
}

function Delegation({ delegation }: { delegation: DelegationRow }) {
  const { t } = useTranslation('staff')
  const { id, from, to, startsAt, endsAt, note, running, revocable } = delegation
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3 first:pt-0">
      <div>
        <p className="font-medium">{t('delegation.line', { from, to })}</p>
        <p className="text-sm text-muted">
          <Instant at={startsAt} /> – <Instant at={endsAt} />
          {' · '}
          {t(running ? 'delegation.running' : 'delegation.planned')}
          {note && ` · ${note}`}
        </p>
      </div>
      {revocable && (
        <RowButton
          intent="revoke_delegation"
          id={id}
          label={t('delegation.revoke')}
          spoken={t('delegation.revoke_label', { from, to })}
        />
      )}
    </li>
  )
}
