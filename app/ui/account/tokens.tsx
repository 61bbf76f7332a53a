import { useTranslation } from 'react-i18next'
import { DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS } from '#app/domain/token/days.ts'
import { Empty } from '../components/empty.tsx'
import { CheckboxGroup, SelectField, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'

export interface TokenRow {
  id: string
  name: string
  scopes: readonly string[]
  organization: string | null
  since: Moment
  lastUsed: Moment | null
  expiresAt: Moment
}

/** A scope's name in the messages, in which a colon means something else. */
export const scopeKey = (scope: string): string => `scope.${scope.replace(':', '_')}`

/** The token that was just made, this once. */
export function ShownToken({ token }: { token: string }) {
  const { t } = useTranslation('api')
  return (
    <Section title={t('token.shown')}>
      <Card>
        <p className="mb-2">{t('token.shown_hint')}</p>
        <code className="block rounded-md bg-sunken p-3 break-all select-all">{token}</code>
      </Card>
    </Section>
  )
}

export function Tokens({ tokens }: { tokens: readonly TokenRow[] }) {
  const { t } = useTranslation('api')
  return (
    <Section title={t('token.yours')}>
      {tokens.length === 0 ? (
        <Empty title={t('token.empty')} hint={t('token.empty_hint')} />
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {tokens.map((item) => (
              <Token key={item.id} token={item} />
            ))}
          </ul>
        </Card>
      )}
      <p className="mt-3 text-sm text-muted">{t('token.sign_out_note')}</p>
    </Section>
  )
}

function Token({ token }: { token: TokenRow }) {
  const { t } = useTranslation('api')
  const { id, name, scopes, organization, since, lastUsed, expiresAt } = token
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {name}
          <span className="ml-2 font-normal text-muted">
            {organization ?? t('token.no_organization')}
          </span>
        </p>
        <p className="text-sm">{scopes.map((scope) => t(scopeKey(scope))).join(t('token.join'))}</p>
        <p className="text-sm text-muted">
          {t('token.since')} <Instant at={since} />
          {' · '}
          {lastUsed ? (
            <>
              {t('token.last_used')} <Instant at={lastUsed} />
            </>
          ) : (
            t('token.never_used')
          )}
          {' · '}
          {t('token.expires')} <Instant at={expiresAt} />
        </p>
      </div>
      <RowButton
        intent="revoke"
        id={id}
        label={t('token.revoke')}
        spoken={t('token.revoke_label', { name })}
        variant="danger"
      />
    </li>
  )
}

export interface MakeTokenProps {
  scopes: readonly string[]
  organizations: readonly { id: string; name: string }[]
  /** The organisation that one acts for now. */
  acting: string | null
}

export function MakeToken({ scopes, organizations, acting }: MakeTokenProps) {
  const { t } = useTranslation('api')
  return (
    <Section title={t('token.make')}>
      <ActionForm intent="make" submitLabel={t('token.submit')}>
        <TextField
          name="name"
          label={t('token.name')}
          hint={t('token.name_hint')}
          maxLength={60}
          required
        />
        {organizations.length > 0 && (
          <SelectField
            name="organizationId"
            label={t('token.organization')}
            placeholder={t('token.no_organization')}
            defaultValue={acting ?? ''}
            options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextField
          name="days"
          type="number"
          min={1}
          max={MAX_TOKEN_DAYS}
          label={t('token.days')}
          hint={t('token.days_hint', { days: MAX_TOKEN_DAYS })}
          defaultValue={DEFAULT_TOKEN_DAYS}
          required
        />
        <CheckboxGroup
          name="scopes"
          label={t('token.scopes')}
          hint={t('token.scopes_hint')}
          required
          options={scopes.map((value) => ({ value, label: t(scopeKey(value)), hint: value }))}
        />
      </ActionForm>
    </Section>
  )
}
