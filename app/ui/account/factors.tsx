import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'

export interface FactorsProps {
  factors: { totpSince: Moment | null; recoveryCodes: number; passkeys: readonly unknown[] }
  /** The secret being set up, to be scanned or typed. */
  setUp: { secret: string; picture: string } | null
  fresh: boolean
}

/** The app that makes codes, and the recovery codes for when it is lost. */
export function Factors({ factors, setUp, fresh }: FactorsProps) {
  const { t } = useTranslation('factor')
  const { totpSince, recoveryCodes, passkeys } = factors
  const guarded = totpSince !== null || passkeys.length > 0
  return (
    <>
      <Section title={t('app.title')}>
        <Card className="flex flex-col gap-3">
          <p>
            {totpSince ? (
              <>
                {t('app.on')} <Instant at={totpSince} />
              </>
            ) : (
              t('app.off')
            )}
          </p>
          {setUp && <SetUp {...setUp} />}
          <div className="flex flex-wrap gap-2">
            {fresh && (
              <ActionForm intent="begin_totp" inline>
                <Button
                  name="intent"
                  value="begin_totp"
                  variant={totpSince || setUp ? 'secondary' : 'primary'}
                >
                  {t(setUp ? 'app.again' : totpSince ? 'app.replace' : 'app.begin')}
                </Button>
              </ActionForm>
            )}
            {fresh && totpSince && (
              <ActionForm intent="remove_totp" inline>
                <Button name="intent" value="remove_totp" variant="danger">
                  {t('app.remove')}
                </Button>
              </ActionForm>
            )}
          </div>
        </Card>
      </Section>
      {guarded && (
        <Section title={t('codes.title')}>
          <Card className="flex flex-col gap-3">
            <p>{t('codes.left', { count: recoveryCodes })}</p>
            <p className="text-muted">{t('codes.hint')}</p>
            {fresh && (
              <ActionForm intent="renew_codes" inline>
                <Button name="intent" value="renew_codes">
                  {t('codes.renew')}
                </Button>
              </ActionForm>
            )}
          </Card>
        </Section>
      )}
    </>
  )
}

function SetUp({ secret, picture }: { secret: string; picture: string }) {
  const { t } = useTranslation('factor')
  return (
    <div className="flex flex-col gap-4 sm:flex-row sm:items-start">
      <img
        src={picture}
        alt={t('app.picture')}
        width={200}
        height={200}
        className="rounded-md bg-white"
      />
      <div className="flex min-w-0 flex-col gap-3">
        <p>{t('app.scan')}</p>
        <p>
          <span className="text-sm text-muted">{t('app.secret')}</span>
          <code className="block break-words select-all">{secret}</code>
        </p>
        <ActionForm intent="confirm_totp" submitLabel={t('app.confirm')}>
          <TextField
            name="code"
            label={t('app.code')}
            hint={t('app.code_hint')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            required
          />
        </ActionForm>
      </div>
    </div>
  )
}
