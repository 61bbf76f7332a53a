import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { passwordLength } from '#app/domain/account/account.ts'
import { factorCodeSchema, passkeyResponseSchema } from '#app/domain/mfa/factor.ts'
import { listFactors } from '#app/domain/mfa/read.server.ts'
import { askPasskey, confirmIdentity, confirmWithPasskey } from '#app/domain/mfa/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { relyingParty } from '#app/http/relying-party.ts'
import { act, intent, load } from '#app/http/route.ts'
import { safeRedirect } from '#app/http/safe-redirect.ts'
import { PasskeyButton } from '#app/ui/account/passkey-button.tsx'
import { TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'self', title: 'factor:confirm.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, url, env }) => {
  const { totpSince, passkeys, recoveryCodes } = await listFactors(db, actor.personId)
  return {
    code: totpSince !== null || recoveryCodes > 0,
    passkeys: passkeys.length > 0 && relyingParty(url, env) !== null,
  }
})

export const action = act(handle.access, 'form', {
  confirm: intent(
    z.object({
      password: z.string().max(passwordLength.max),
      code: factorCodeSchema.optional(),
    }),
    async ({ value, actor, db, vault, limits, url }) => {
      await limits.consume('factor', actor.personId)
      await confirmIdentity(db, vault, actor, { password: value.password, code: value.code })
      return redirect(safeRedirect(url.searchParams.get('next')))
    },
  ),
  ask_passkey: intent(z.object({}), async ({ actor, db, limits, url, env }) => {
    await limits.consume('factor', actor.personId)
    const site = relyingParty(url, env)
    if (!site) throw refuse('conflict', 'passkey_here')
    return { show: { options: await askPasskey(db, site, actor.personId) } }
  }),
  use_passkey: intent(
    z.object({ response: passkeyResponseSchema }),
    async ({ value, actor, db, limits, url, env }) => {
      await limits.consume('factor', actor.personId)
      const site = relyingParty(url, env)
      if (!site) throw refuse('conflict', 'passkey_here')
      await confirmWithPasskey(db, actor, { response: value.response, site })
      return redirect(safeRedirect(url.searchParams.get('next')))
    },
  ),
})

export default function Confirm() {
  const { t } = useTranslation(['factor', 'people'])
  const { code, passkeys } = useLoaderData<typeof loader>()
  return (
    <Page title={t('factor:confirm.title')} lead={t('factor:confirm.lead')}>
      <Card>
        {passkeys && <PasskeyButton ask="ask_passkey" finish="use_passkey" how="use" />}
        <ActionForm intent="confirm" submitLabel={t('factor:confirm.submit')}>
          <TextField
            name="password"
            type="password"
            label={t('people:password')}
            autoComplete="current-password"
            required
          />
          {code && (
            <TextField
              name="code"
              label={t('factor:step.code')}
              hint={t('factor:step.code_hint')}
              autoComplete="one-time-code"
              maxLength={20}
              required
            />
          )}
        </ActionForm>
      </Card>
    </Page>
  )
}
