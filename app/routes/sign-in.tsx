import { redirect } from '@remix-run/node'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { linkTokenSchema, signInSchema } from '#app/domain/account/account.ts'
import { isSignInLink, signIn } from '#app/domain/account/write.server.ts'
import { passkeyResponseSchema } from '#app/domain/mfa/factor.ts'
import { askPasskey, signInWithPasskey } from '#app/domain/mfa/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { readMfaChallenge } from '#app/http/cookie.ts'
import { deviceOf, isOwnDevice } from '#app/http/device.ts'
import { relyingParty } from '#app/http/relying-party.ts'
import { act, intent, load } from '#app/http/route.ts'
import { safeRedirect } from '#app/http/safe-redirect.ts'
import { afterFirstStep, afterSignIn } from '#app/http/signed-in.ts'
import { PasskeyButton } from '#app/ui/account/passkey-button.tsx'
import { TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'everyone', title: 'people:sign_in.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, url, env }) => {
  if (actor) throw redirect(safeRedirect(url.searchParams.get('next')))
  return { passkeys: relyingParty(url, env) !== null }
})

export const action = act(handle.access, 'form', {
  sign_in: intent(signInSchema, async (ask) => {
    const { value, db, vault, limits, url, env, client } = ask
    const link = linkTokenSchema.safeParse(url.searchParams.get('link')).data
    const how = { ...value, ...(link ? { link } : {}) }
    const result = await limits.countFailures(
      'sign_in',
      client.address,
      () => signIn(db, vault, how, deviceOf(ask)),
      async () =>
        (link !== undefined && (await isSignInLink(db, vault, { link, contact: value.contact }))) ||
        isOwnDevice(ask, value.contact),
    )
    return afterFirstStep(result, { url, env, next: safeRedirect(url.searchParams.get('next')) })
  }),
  ask_passkey: intent(z.object({}), async ({ db, limits, client, url, env }) => {
    await limits.consumeByNetwork('passkey', client.address)
    const site = relyingParty(url, env)
    if (!site) throw refuse('conflict', 'passkey_here')
    return { show: { options: await askPasskey(db, site, null) } }
  }),
  use_passkey: intent(
    z.object({ response: passkeyResponseSchema }),
    async ({ value, db, limits, client, url, env, request }) => {
      const site = relyingParty(url, env)
      if (!site) throw refuse('conflict', 'passkey_here')
      const halfway = readMfaChallenge(request.headers.get('Cookie'), env)
      const how = { response: value.response, site, halfway }
      const signedIn = await limits.countFailures('factor', client.address, () =>
        signInWithPasskey(db, how, deviceOf({ client, request, env })),
      )
      return afterSignIn(signedIn, { url, env, next: safeRedirect(url.searchParams.get('next')) })
    },
  ),
})

export default function SignIn() {
  const { t } = useTranslation('people')
  const [search] = useSearchParams()
  const { passkeys } = useLoaderData<typeof loader>()
  return (
    <Page
      title={t('sign_in.title')}
      {...(search.has('link') ? { lead: t('sign_in.by_link') } : {})}
    >
      <Card>
        <ActionForm
          intent="sign_in"
          submitLabel={t('sign_in.submit')}
          beside={
            <Link to="/reset" className="prose-link">
              {t('sign_in.forgot')}
            </Link>
          }
        >
          <TextField name="contact" label={t('contact')} autoComplete="username" required />
          <TextField
            name="password"
            type="password"
            label={t('password')}
            autoComplete="current-password"
            required
          />
        </ActionForm>
        {passkeys && <PasskeyButton ask="ask_passkey" finish="use_passkey" how="use" />}
      </Card>
      <p>
        {t('sign_in.no_account')}{' '}
        <Link to={`/sign-up?${search}`} className="prose-link">
          {t('sign_up.title')}
        </Link>
      </p>
    </Page>
  )
}
