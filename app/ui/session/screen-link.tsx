import { Form, useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../components/banner.tsx'
import { Button, type ButtonVariant } from '../components/button.tsx'
import { Confirm } from '../components/confirm.tsx'
import { Card } from '../components/page.tsx'

interface ScreenLinkProps {
  session: { id: string; hasScreenLink: boolean }
  origin: string
}

function MakeLink({ label, variant }: { label: string; variant: ButtonVariant }) {
  return (
    <Form method="post" preventScrollReset>
      <Button name="intent" value="screen_link" variant={variant}>
        {label}
      </Button>
    </Form>
  )
}

/** The big screen's address: shown once, when it is made. */
export function ScreenLink({ session, origin }: ScreenLinkProps) {
  const { t } = useTranslation('session')
  const made = (useActionData() as { screenToken?: string } | undefined)?.screenToken
  const address = made && `${origin}/sessions/${session.id}/screen?token=${made}`
  return (
    <Card>
      <p className="mb-3 text-muted">{t('plan.screen_lead')}</p>
      {address && (
        <div className="mb-3">
          <Banner tone="success" title={t('plan.screen_made')}>
            <a href={address} target="_blank" rel="noreferrer" className="prose-link break-all">
              {address}
            </a>
          </Banner>
        </div>
      )}
      {session.hasScreenLink ? (
        <Confirm
          label={t('plan.screen_again_asks')}
          form={<MakeLink label={t('plan.screen_again')} variant="danger" />}
        >
          <p>{t('plan.screen_lost')}</p>
        </Confirm>
      ) : (
        <MakeLink label={t('plan.screen_make')} variant="secondary" />
      )}
    </Card>
  )
}
