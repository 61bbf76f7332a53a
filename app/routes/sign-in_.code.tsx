import { redirect } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { factorCodeSchema } from '#app/domain/mfa/factor.ts'
import { findPendingSignIn } from '#app/domain/mfa/read.server.ts'
import { finishSignIn } from '#app/domain/mfa/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import { hashToken } from '#app/domain/vault.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { readMfaChallenge } from '#app/http/cookie.ts'
import { deviceOf } from '#app/http/device.ts'
import { relyingParty } from '#app/http/relying-party.ts'
import { act, intent, load } from '#app/http/route.ts'
import { safeRedirect } from '#app/http/safe-redirect.ts'
import { afterSignIn } from '#app/http/signed-in.ts'
import { PasskeyButton } from '#app/ui/account/passkey-button.tsx'
import { TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'everyone', title: 'factor:step.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, url, env, request }) => {
  const next = safeRedirect(url.searchParams.get('next'))
  if (actor) throw redirect(next)
  const token = readMfaChallenge(request.headers.get('Cookie'), env)
  const found = token && (await findPendingSignIn(db, hashToken(token), db.now()))
  if (!found) throw redirect(`/sign-in?next=${encodeURIComponent(next)}`)
  return { app: found.app, passkeys: found.passkeys && relyingParty(url, env) !== null, next }
})

export const action = act(handle.access, 'form', {
  finish: intent(
    z.object({ code: factorCodeSchema }),
    async ({ value, db, vault, limits, client, url, env, request }) => {
      const halfway = readMfaChallenge(request.headers.get('Cookie'), env)
      if (!halfway) throw refuse('signed_out', 'signed_out')
      const device = deviceOf({ client, request, env })
      const signedIn = await limits.countFailures('factor', client.address, () =>
        finishSignIn(db, vault, { halfway, code: value.code }, device),
      )
      return afterSignIn(signedIn, { url, env, next: safeRedirect(url.searchParams.get('next')) })
    },
  ),
})

export default function SecondStep() {
  const { t } = useTranslation('factor')
  const { app, passkeys, next } = useLoaderData<typeof loader>()
  return (
    <Page title={t('step.title')} lead={t(app ? 'step.lead' : 'step.lead_passkey')}>
      <Card>
        {passkeys && (
          <PasskeyButton
            ask="ask_passkey"
            finish="use_passkey"
            how="use"
            action={`/sign-in?next=${encodeURIComponent(next)}`}
          />
        )}
        <ActionForm intent="finish" submitLabel={t('step.submit')}>
          <TextField
            name="code"
            label={t(app ? 'step.code' : 'step.recovery')}
            hint={t('step.code_hint')}
            autoComplete="one-time-code"
            maxLength={20}
            required
          />
        </ActionForm>
      </Card>
      <p className="text-muted">
        {t('step.lost')}{' '}
        <Link to={`/sign-in?next=${encodeURIComponent(next)}`} className="prose-link">
          {t('step.back')}
        </Link>
      </p>
    </Page>
  )
}
