import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { readProof } from '#app/domain/mfa/read.server.ts'
import { listWebhooks } from '#app/domain/webhook/read.server.ts'
import { webhookSchema, webhookTopics } from '#app/domain/webhook/webhook.ts'
import { connectWebhook } from '#app/domain/webhook/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { CheckboxGroup, TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Instant } from '#app/ui/components/formatted-values.tsx'
import { Card, Page, Section } from '#app/ui/components/page.tsx'
import { State } from '#app/ui/components/state.tsx'
import { useReply } from '#app/ui/components/use-reply.ts'
import { HowToReceive } from '#app/ui/webhook/how.tsx'
import { ShownSecret } from '#app/ui/webhook/secret.tsx'

export const handle = { access: 'verified', title: 'webhook:title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const [webhooks, { fresh }] = await Promise.all([
    listWebhooks(db, actor),
    readProof(db, actor, db.now()),
  ])
  return {
    webhooks: webhooks.map(({ id, url, state, since }) => ({ id, url, state, since })),
    fresh,
    topics: webhookTopics,
  }
})

export const action = act(handle.access, 'form', {
  connect: intent(webhookSchema, async ({ value, actor, db, vault, env, limits }) => {
    await limits.consume('invite', actor.personId)
    const { secret } = await connectWebhook(db, vault, actor, value, env.WEBHOOKS)
    return { done: 'webhook_connected', show: { secret } }
  }),
})

export default function Webhooks() {
  const { t } = useTranslation(['webhook', 'factor', 'notification'])
  const { webhooks, fresh, topics } = useLoaderData<typeof loader>()
  const secret = useReply()?.show?.secret
  const confirm = `/account/confirm?next=${encodeURIComponent('/webhooks')}`
  return (
    <Page title={t('title')} lead={t('lead')}>
      {secret && <ShownSecret secret={String(secret)} />}
      <Section title={t('yours')}>
        {webhooks.length === 0 ? (
          <Empty title={t('empty')} hint={t('empty_hint')} />
        ) : (
          <Card>
            <ul className="divide-y divide-line">
              {webhooks.map(({ id, url, state, since }) => (
                <li key={id} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
                  <Link to={`/webhooks/${id}`} className="prose-link break-all">
                    {url}
                  </Link>
                  <span className="flex flex-wrap gap-4 text-sm text-muted">
                    <State noun="webhook" state={state} />
                    <span>
                      {t('since')} <Instant at={since} />
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Section>
      <Section title={t('connect')}>
        {fresh ? (
          <ActionForm intent="connect" submitLabel={t('submit')}>
            <TextField name="url" type="url" label={t('url')} hint={t('url_hint')} required />
            <CheckboxGroup
              name="topics"
              label={t('topics')}
              required
              options={topics.map((topic) => ({
                value: topic,
                label: t(`notification:topics.${topic}`),
              }))}
            />
          </ActionForm>
        ) : (
          <Banner
            action={
              <LinkButton to={confirm} size="s">
                {t('factor:confirm.title')}
              </LinkButton>
            }
          >
            {t('not_fresh')}
          </Banner>
        )}
      </Section>
      <Section title={t('how.title')}>
        <HowToReceive />
        <Link to="/help/api" className="prose-link mt-3 inline-block">
          {t('how.interface')}
        </Link>
      </Section>
    </Page>
  )
}
