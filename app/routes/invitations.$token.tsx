import { redirect } from '@remix-run/node'
import { useLoaderData, useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { findInvitation } from '#app/domain/membership/read.server.ts'
import { acceptInvitation } from '#app/domain/membership/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'
import { useFormat } from '#app/ui/components/use-format.ts'

export const handle = {
  access: 'everyone',
  title: 'people:invitation.accept',
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, vault, params }) => {
  const token = params.token ?? ''
  const invitation = await findInvitation(db, vault, {
    token,
    at: db.now(),
    personId: actor?.personId ?? null,
  })
  return { invitation, signedIn: actor !== null }
})

export const action = act(handle.access, 'form', {
  accept: intent(z.object({}), async ({ actor, db, params }) => {
    if (!actor) throw refuse('signed_out', 'signed_out')
    const id = await acceptInvitation(db, actor, params.token ?? '')
    return redirect(`/organizations/${id}/standing`)
  }),
})

export const meta = () => [{ name: 'robots', content: 'noindex' }]

export default function InvitationPage() {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { invitation, signedIn } = useLoaderData<typeof loader>()
  const { pathname } = useLocation()
  const next = `?next=${encodeURIComponent(pathname)}`
  if (!invitation) {
    return (
      <Page title={t('invitation.over')}>
        <Empty title={t('invitation.over')} hint={t('invitation.over_hint')} />
      </Page>
    )
  }
  const { organization, roles, contact, mine } = invitation
  return (
    <Page
      title={t('invitation.title', { organization })}
      lead={t('invitation.lead', { roles: format.list(roles.map((role) => t(`role.${role}`))) })}
    >
      <Card className="flex flex-col gap-4">
        <p>{t('invitation.sent_to', { contact })}</p>
        {signedIn && mine && <ActionForm intent="accept" submitLabel={t('invitation.accept')} />}
        {signedIn && !mine && <Banner tone="warning">{t('invitation.other', { contact })}</Banner>}
        {!signedIn && (
          <p className="flex flex-wrap gap-3">
            <LinkButton to={`/sign-in${next}`} variant="primary">
              {t('invitation.sign_in')}
            </LinkButton>
            <LinkButton to={`/sign-up${next}`}>{t('invitation.sign_up')}</LinkButton>
          </p>
        )}
      </Card>
    </Page>
  )
}
