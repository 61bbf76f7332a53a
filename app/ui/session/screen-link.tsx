import { Form, useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../blocks/banner.tsx'
import { Button } from '../blocks/button.tsx'
import { Card } from '../blocks/page.tsx'

interface ScreenLinkProps {
  session: { id: string; hasScreenLink: boolean }
  origin: string
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
      <Form method="post" preventScrollReset>
        <Button name="intent" value="screen_link">
          {t(session.hasScreenLink ? 'plan.screen_again' : 'plan.screen_make')}
        </Button>
      </Form>
    </Card>
  )
}
