import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import {
  askCodeSchema,
  linkTokenSchema,
  resetByLinkSchema,
  resetSchema,
} from '#app/domain/account/account.ts'
import { findLink, resetPassword, resetPasswordByLink } from '#app/domain/account/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { devMailFolder } from '#app/http/dev-mail-folder.ts'
import { deviceOf, isOwnDevice } from '#app/http/device.ts'
import { act, intent, load } from '#app/http/route.ts'
import { sendCode } from '#app/http/send-code.ts'
import { afterFirstStep } from '#app/http/signed-in.ts'
import { CodeSteps } from '#app/ui/account/code-steps.tsx'
import { OutboxNote } from '#app/ui/account/outbox-note.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'everyone', title: 'people:reset.title' } satisfies RouteHandle

const linkOf = (url: URL) => linkTokenSchema.safeParse(url.searchParams.get('link')).data

/** Mail scanners follow links, so the link shows a form and nothing is used up before that is sent. */
export const loader = load(handle.access, async ({ db, url, messenger }) => {
  const link = linkOf(url)
  const found = link && (await findLink(db, { token: link, purpose: 'reset' }, db.now()))
  const step = url.searchParams.has('link') ? (found ? 'password' : 'gone') : 'contact'
  return { outbox: devMailFolder({ messenger }), step }
})

export const action = act(handle.access, 'form', {
  ask_code: intent(askCodeSchema, async (ask) => {
    await sendCode(ask, { contact: ask.value.contact, purpose: 'reset' })
    return { done: ask.value.contact.kind === 'email' ? 'link_sent' : 'code_sent', keep: true }
  }),
  reset: intent(resetSchema, async (ask) => {
    const { value, db, vault, limits, url, env, client } = ask
    const result = await limits.countFailures(
      'code_try',
      client.address,
      () => resetPassword(db, vault, value, deviceOf(ask)),
      () => isOwnDevice(ask, value.contact),
    )
    await limits.giveBackByNetwork('code', client.address)
    return afterFirstStep(result, { url, env, next: '/' })
  }),
  reset_by_link: intent(resetByLinkSchema, async (ask) => {
    const { value, db, vault, limits, url, env, client } = ask
    const link = linkOf(url)
    if (!link) throw refuse('conflict', 'link_gone')
    const input = { link, password: value.password }
    // Nobody guesses a link of 256 bits: who has one passes a network that is shut for guesses.
    const reset = () => resetPasswordByLink(db, vault, input, deviceOf(ask))
    const result = await limits.countFailures('code_try', client.address, reset, async () => true)
    await limits.giveBackByNetwork('code', client.address)
    return afterFirstStep(result, { url, env, next: '/' })
  }),
})

export default function Reset() {
  const { t } = useTranslation('people')
  const { outbox, step } = useLoaderData<typeof loader>()
  if (step === 'gone') {
    return (
      <Page
        title={t('reset.title')}
        lead={t('reset.gone')}
        actions={<LinkButton to="/reset">{t('reset.again')}</LinkButton>}
      />
    )
  }
  const password = (
    <TextField
      name="password"
      type="password"
      label={t('new_password')}
      hint={t('password_hint')}
      autoComplete="new-password"
      required
    />
  )
  return (
    <Page title={t('reset.title')} lead={t(step === 'password' ? 'reset.by_link' : 'reset.lead')}>
      {step === 'password' ? (
        <Card>
          <ActionForm intent="reset_by_link" submitLabel={t('reset.submit')}>
            {password}
          </ActionForm>
        </Card>
      ) : (
        <>
          <OutboxNote folder={outbox} />
          <CodeSteps intent="reset" submitLabel={t('reset.submit')}>
            {password}
          </CodeSteps>
        </>
      )}
    </Page>
  )
}
