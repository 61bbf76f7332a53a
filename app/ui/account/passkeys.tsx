import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Fold } from '../components/disclosure.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'
import { PasskeyButton } from './passkey-button.tsx'

export interface PasskeyRow {
  id: string
  name: string
  since: Moment
  lastUsed: Moment | null
}

export interface PasskeysProps {
  passkeys: readonly PasskeyRow[]
  /** Whether passkeys work at this address. */
  offered: boolean
  fresh: boolean
}

export function Passkeys({ passkeys, offered, fresh }: PasskeysProps) {
  const { t } = useTranslation('factor')
  const naming = useRef<HTMLDivElement>(null)
  return (
    <Section title={t('passkey.title')}>
      <Card className="flex flex-col gap-4">
        <p className="text-muted">{t(offered ? 'passkey.hint' : 'passkey.not_here')}</p>
        {passkeys.length > 0 && (
          <ul className="divide-y divide-line">
            {passkeys.map((item) => (
              <PasskeyItem key={item.id} passkey={item} fresh={fresh} />
            ))}
          </ul>
        )}
        {fresh && offered && (
          <div ref={naming}>
            <TextField
              name="passkey-name"
              label={t('passkey.name')}
              hint={t('passkey.name_hint')}
              maxLength={40}
              required
            />
            <PasskeyButton
              ask="offer_passkey"
              finish="add_passkey"
              how="make"
              values={() => ({
                name: naming.current?.querySelector('input')?.value.trim() || t('passkey.unnamed'),
              })}
            />
          </div>
        )}
      </Card>
    </Section>
  )
}

function PasskeyItem({ passkey, fresh }: { passkey: PasskeyRow; fresh: boolean }) {
  const { t } = useTranslation(['factor', 'people'])
  const { id, name, since, lastUsed } = passkey
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 py-3 first:pt-0">
      <div>
        <p className="font-medium">{name}</p>
        <p className="text-sm text-muted">
          {t('factor:passkey.since')} <Instant at={since} />
          {lastUsed && (
            <>
              {' · '}
              {t('factor:passkey.last_used')} <Instant at={lastUsed} />
            </>
          )}
        </p>
        <Fold label={t('factor:passkey.rename')} intent="rename_passkey" name={`rename-${id}`}>
          <ActionForm
            intent="rename_passkey"
            name={`rename-${id}`}
            submitLabel={t('people:account.save')}
            submitVariant="secondary"
            submitSize="s"
          >
            <input type="hidden" name="id" value={id} />
            <TextField name="name" label={t('factor:passkey.name')} defaultValue={name} required />
          </ActionForm>
        </Fold>
      </div>
      {fresh && (
        <RowButton
          intent="remove_passkey"
          id={id}
          label={t('factor:passkey.remove')}
          spoken={t('factor:passkey.remove_label', { name })}
          variant="danger"
        />
      )}
    </li>
  )
}
