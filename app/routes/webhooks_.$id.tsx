import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { topic } from '#app/domain/events.ts'
import { getWebhook, listDeliveries } from '#app/domain/webhook/read.server.ts'
import { replaySchema } from '#app/domain/webhook/webhook.ts'
import {
  moveWebhook,
  replay,
  rotateSecret,
  sendTestEvent,
} from '#app/domain/webhook/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Button } from '#app/ui/components/button.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Instant } from '#app/ui/components/formatted-values.tsx'
import { Card, Facts, Page, Section } from '#app/ui/components/page.tsx'
import { Pager } from '#app/ui/components/pager.tsx'
import { State } from '#app/ui/components/state.tsx'
import { useFormat } from '#app/ui/components/use-format.ts'
import { useReply } from '#app/ui/components/use-reply.ts'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { Deliveries } from '#app/ui/webhook/deliveries.tsx'
import { ReplayFailed } from '#app/ui/webhook/replay.tsx'
import { ShownSecret } from '#app/ui/webhook/secret.tsx'

export const handle = { access: 'verified', title: 'webhook:title' } satisfies RouteHandle

const perPage = 50

export const loader = load(handle.access, async ({ actor, db, params, url }) => {
  const id = idParam(params)
  const before = z.uuid().safeParse(url.searchParams.get('before')).data
  const webhook = await getWebhook(db, actor, id)
  const rows = await listDeliveries(db, actor, { id, before, limit: perPage + 1 })
  const shown = rows.slice(0, perPage)
  return {
    webhook,
    deliveries: shown,
    older: rows.length > perPage ? shown.at(-1)!.id : null,
    topic: topic.webhook(id),
  }
})

const nothing = z.object({})

const move = (verb: 'hold' | 'resume') =>
  intent<typeof handle.access, typeof nothing>(nothing, async ({ actor, db, params }) => {
    await moveWebhook(db, actor, idParam(params), verb)
    return { done: 'webhook_moved' }
  })

export const action = act(handle.access, 'form', {
  hold: move('hold'),
  resume: move('resume'),
  disconnect: intent(nothing, async ({ actor, db, params }) => {
    await moveWebhook(db, actor, idParam(params), 'disconnect')
    return redirect('/webhooks')
  }),
  rotate: intent(nothing, async ({ actor, db, vault, params }) => {
    const { secret } = await rotateSecret(db, vault, actor, idParam(params))
    return { done: 'webhook_rotated', show: { secret } }
  }),
  test: intent(nothing, async ({ actor, db, params }) => {
    await sendTestEvent(db, actor, idParam(params))
    return { done: 'webhook_test' }
  }),
  replay: intent(replaySchema, async ({ value, actor, db, params }) => {
    const chosen =
      'delivery' in value
        ? { deliveryId: value.delivery }
        : { since: new Date(db.now().getTime() - value.hours * 3_600_000) }
    const count = await replay(db, actor, { id: idParam(params), ...chosen })
    return { done: count > 0 ? 'webhook_replayed' : 'webhook_replayed_none' }
  }),
})

export default function Webhook() {
  const { t } = useTranslation(['webhook', 'notification'])
  const format = useFormat()
  const { webhook, deliveries, older, topic: changes } = useLoaderData<typeof loader>()
  const secret = useReply()?.show?.secret
  useTopic(changes)
  const active = webhook.state === 'active'
  const buttons = active ? ['test', 'rotate', 'hold'] : ['resume', 'rotate']
  return (
    <Page title={t('title')} lead={webhook.url}>
      {secret && <ShownSecret secret={String(secret)} />}
      <Card className="flex flex-col gap-4">
        <Facts
          items={[
            {
              label: t('column.state'),
              value: (
                <>
                  <State noun="webhook" state={webhook.state} />
                  {webhook.failingSince && (
                    <span className="block text-sm text-warn">
                      {t('failing', { since: format.instant(new Date(webhook.failingSince)) })}
                    </span>
                  )}
                </>
              ),
            },
            {
              label: t('topics'),
              value: format.list(webhook.topics.map((topic) => t(`notification:topics.${topic}`))),
            },
            { label: t('since'), value: <Instant at={webhook.since} /> },
            {
              label: t('old_until'),
              value: webhook.oldUntil && <Instant at={webhook.oldUntil} />,
            },
          ]}
        />
        <ActionForm intent="move" inline>
          {buttons.map((button) => (
            <Button key={button} name="intent" value={button} size="s">
              {t(button)}
            </Button>
          ))}
          <Button name="intent" value="disconnect" size="s" variant="danger">
            {t('disconnect')}
          </Button>
        </ActionForm>
      </Card>
      <Section title={t('deliveries')}>
        {active && deliveries.length > 0 && <ReplayFailed />}
        <Deliveries rows={deliveries} active={active} />
        <Pager next={older && `?before=${older}`} />
      </Section>
    </Page>
  )
}
