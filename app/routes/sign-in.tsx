import { redirect } from '@remix-run/node'
import { Link, useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { signInSchema } from '#app/domain/account/account.ts'
import { signIn } from '#app/domain/account/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { signInCookie } from '#app/http/cookie.ts'
import { deviceOf } from '#app/http/device.ts'
import { safeNext } from '#app/http/next.ts'
import { act, intent, load } from '#app/http/route.ts'
import { TextField } from '#app/ui/blocks/field.tsx'
import { ActionForm } from '#app/ui/blocks/form.tsx'
import { Card, Page } from '#app/ui/blocks/page.tsx'

export const handle = { access: 'everyone', title: 'people:sign_in.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, url }) => {
  if (actor) throw redirect(safeNext(url.searchParams.get('next')))
  return {}
})

export const action = act(handle.access, {
  sign_in: intent(signInSchema, async ({ value, db, vault, limits, url, env, client }) => {
    await limits.consume('sign_in', client.address)
    const { token } = await signIn(db, vault, value, deviceOf({ client }))
    await limits.giveBack('sign_in', client.address)
    return redirect(safeNext(url.searchParams.get('next')), {
      headers: { 'Set-Cookie': signInCookie(url, env, token) },
    })
  }),
})

export default function SignIn() {
  const { t } = useTranslation('people')
  const [search] = useSearchParams()
  return (
    <Page title={t('sign_in.title')}>
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
