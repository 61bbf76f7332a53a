import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'

export interface SignInRow {
  id: string
  device: string | null
  address: string | null
  since: Moment
  lastSeen: Moment
  current: boolean
}

/** Every device that is signed in, with a way to end each. */
export function SignIns({ signIns }: { signIns: readonly SignInRow[] }) {
  const { t } = useTranslation('people')
  return (
    <Section
      title={t('account.sign_ins')}
      actions={
        signIns.length > 1 && (
          <ActionForm intent="end_others" inline>
            <Button name="intent" value="end_others" size="s">
              {t('account.end_others')}
            </Button>
          </ActionForm>
        )
      }
    >
      <p className="mb-3 text-muted">{t('account.sign_ins_hint')}</p>
      <Card>
        <ul className="divide-y divide-line">
          {signIns.map((item) => (
            <SignIn key={item.id} signIn={item} />
          ))}
        </ul>
      </Card>
    </Section>
  )
}

function SignIn({ signIn }: { signIn: SignInRow }) {
  const { t } = useTranslation('people')
  const { id, address, since, lastSeen, current } = signIn
  const device = signIn.device ?? t('account.unknown_device')
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="font-medium">
          {device}
          {current && (
            <span className="ml-2 text-sm font-normal text-ok">{t('account.current')}</span>
          )}
        </p>
        <p className="text-sm text-muted">
          {t('account.since')} <Instant at={since} />
          {' · '}
          {t('account.last_seen')} <Instant at={lastSeen} />
          {address && ` · ${address}`}
        </p>
      </div>
      <RowButton
        intent="end_sign_in"
        id={id}
        label={t('account.end')}
        spoken={t('account.end_label', { device })}
      />
    </li>
  )
}
