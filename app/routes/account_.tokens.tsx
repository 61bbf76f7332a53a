import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { listMemberships } from '#app/domain/account/read.server.ts'
import { revokeSignIn } from '#app/domain/account/write.server.ts'
import { readProof } from '#app/domain/mfa/read.server.ts'
import { listTokens } from '#app/domain/token/read.server.ts'
import { scopes, tokenSchema } from '#app/domain/token/token.ts'
import { makeTokenFor } from '#app/domain/token/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { MakeToken, ShownToken, Tokens } from '#app/ui/account/tokens.tsx'
import { Banner } from '#app/ui/components/banner.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { useReply } from '#app/ui/components/use-reply.ts'

export const handle = { access: 'signed_in', title: 'api:token.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const [tokens, organizations, { fresh }] = await Promise.all([
    listTokens(db, actor.personId, db.now()),
    listMemberships(db, actor.personId),
    readProof(db, actor, db.now()),
  ])
  return {
    tokens,
    fresh,
    scopes,
    organizations: organizations.map(({ id, name }) => ({ id, name })),
    acting: actor.organization?.id ?? null,
  }
})

export const action = act(handle.access, 'form', {
  make: intent(tokenSchema, async ({ value, actor, db }) => {
    const { token } = await makeTokenFor(db, actor, value)
    return { done: 'token_made', show: { token } }
  }),
  revoke: intent(z.object({ id: z.uuid() }), async ({ value, actor, db }) => {
    await revokeSignIn(db, actor, value.id)
    return { done: 'token_revoked' }
  }),
})

export default function TokensRoute() {
  const { t } = useTranslation(['api', 'factor'])
  const { tokens, fresh, ...form } = useLoaderData<typeof loader>()
  const shown = useReply()?.show?.token
  return (
    <Page
      title={t('token.title')}
      lead={t('token.lead')}
      actions={
        <LinkButton to="/help/api" size="s">
          {t('token.help')}
        </LinkButton>
      }
    >
      {shown && <ShownToken token={String(shown)} />}
      <Tokens tokens={tokens} />
      {fresh ? (
        <MakeToken {...form} />
      ) : (
        <Banner
          action={
            <LinkButton
              to={`/account/confirm?next=${encodeURIComponent('/account/tokens')}`}
              size="s"
            >
              {t('factor:confirm.title')}
            </LinkButton>
          }
        >
          {t('token.not_fresh')}
        </Banner>
      )}
    </Page>
  )
}
