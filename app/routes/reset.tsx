import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { askCodeSchema, resetSchema } from '#app/domain/account/account.ts'
import { askCode, resetPassword } from '#app/domain/account/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { deviceOf } from '#app/http/device.ts'
import { outboxFolder } from '#app/http/outbox.ts'
import { act, intent, load } from '#app/http/route.ts'
import { afterFirstStep } from '#app/http/signed-in.ts'
import { CodeSteps } from '#app/ui/account/code-steps.tsx'
import { OutboxNote } from '#app/ui/account/outbox-note.tsx'
import { TextField } from '#app/ui/blocks/field.tsx'
import { Page } from '#app/ui/blocks/page.tsx'

export const handle = { access: 'everyone', title: 'people:reset.title' } satisfies RouteHandle

export const loader = load(handle.access, async (ask) => ({ outbox: outboxFolder(ask) }))

export const action = act(handle.access, 'form', {
  ask_code: intent(askCodeSchema, async ({ value, db, vault, limits, client, locale }) => {
    await limits.consumeByNetwork('code', client.address)
    await limits.consume('code_contact', vault.lookup(value.contact.value).toString('base64url'))
    await askCode(db, vault, { ...value, purpose: 'reset', locale })
    return { done: 'code_sent', keep: true }
  }),
  reset: intent(resetSchema, async ({ value, db, vault, limits, url, env, client }) => {
    await limits.consumeByNetwork('code_try', client.address)
    const result = await resetPassword(db, vault, value, deviceOf({ client }))
    return afterFirstStep(result, { url, env, next: '/' })
  }),
})

export default function Reset() {
  const { t } = useTranslation('people')
  const { outbox } = useLoaderData<typeof loader>()
  return (
    <Page title={t('reset.title')} lead={t('reset.lead')}>
      <OutboxNote folder={outbox} />
      <CodeSteps intent="reset" submitLabel={t('reset.submit')}>
        <TextField
          name="password"
          type="password"
          label={t('new_password')}
          hint={t('password_hint')}
          autoComplete="new-password"
          required
        />
      </CodeSteps>
    </Page>
  )
}
