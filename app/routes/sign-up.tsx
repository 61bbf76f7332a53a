import { redirect } from '@remix-run/node'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { askCodeSchema, signUpSchema } from '#app/domain/account/account.ts'
import { signUp } from '#app/domain/account/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { devMailFolder } from '#app/http/dev-mail-folder.ts'
import { deviceOf } from '#app/http/device.ts'
import { act, intent, load } from '#app/http/route.ts'
import { safeRedirect } from '#app/http/safe-redirect.ts'
import { sendCode } from '#app/http/send-code.ts'
import { afterSignIn } from '#app/http/signed-in.ts'
import { CodeSteps } from '#app/ui/account/code-steps.tsx'
import { OutboxNote } from '#app/ui/account/outbox-note.tsx'
import { Checkbox, TextField } from '#app/ui/components/field.tsx'
import { Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'everyone', title: 'people:sign_up.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, url, messenger }) => {
  if (actor) throw redirect(safeRedirect(url.searchParams.get('next')))
  return { outbox: devMailFolder({ messenger }) }
})

export const action = act(handle.access, 'form', {
  ask_code: intent(askCodeSchema, async (ask) => {
    await sendCode(ask, { contact: ask.value.contact, purpose: 'sign_up' })
    return { done: 'code_sent', keep: true }
  }),
  sign_up: intent(signUpSchema, async (ask) => {
    const { value, db, vault, limits, url, env, client, locale } = ask
    const signedIn = await limits.countFailures('code_try', client.address, () =>
      signUp(db, vault, { ...value, locale }, deviceOf(ask)),
    )
    await limits.giveBackByNetwork('code', client.address)
    const next = url.searchParams.get('next')
    return afterSignIn(signedIn, {
      url,
      env,
      next: next ? safeRedirect(next) : '/organizations/new',
    })
  }),
})

export default function SignUp() {
  const { t } = useTranslation(['people', 'privacy'])
  const { outbox } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <Page title={t('sign_up.title')} lead={t('sign_up.lead')}>
      <OutboxNote folder={outbox} />
      <CodeSteps
        intent="sign_up"
        submitLabel={t('sign_up.submit')}
        contactHint={t('sign_up.contact_hint')}
      >
        <TextField
          name="name"
          label={t('name')}
          hint={t('sign_up.name_hint')}
          autoComplete="name"
          required
        />
        <TextField
          name="password"
          type="password"
          label={t('password')}
          hint={t('password_hint')}
          autoComplete="new-password"
          required
        />
        <Checkbox
          name="privacy"
          label={t('privacy:box')}
          hint={
            <Link to="/privacy" target="_blank" className="prose-link">
              {t('privacy:box_read')}
            </Link>
          }
          required
        />
      </CodeSteps>
      <p>
        {t('sign_up.have_account')}{' '}
        <Link to={`/sign-in?${search}`} className="prose-link">
          {t('sign_in.title')}
        </Link>
      </p>
    </Page>
  )
}
