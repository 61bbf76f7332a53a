import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isOptional } from '#app/domain/notice/notice.ts'
import { readUnsubscribe, unsubscribe } from '#app/domain/notice/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { useReply } from '#app/ui/components/use-reply.ts'

export const handle = { access: 'everyone', title: 'notification:stop.title' } satisfies RouteHandle

/** Mail scanners follow links, so the link asks first; mail programs post to it themselves (RFC 8058). */
export const loader = load(handle.access, async ({ vault, params }) => {
  const { topic } = readUnsubscribe(vault, params.token ?? '')
  return { topic, possible: isOptional(topic) }
})

export const action = act(
  handle.access,
  'form',
  {
    unsubscribe: intent(z.object({}).loose(), async ({ db, vault, params }) => {
      await unsubscribe(db, vault, params.token ?? '')
      return { done: 'unsubscribed' }
    }),
  },
  { usual: 'unsubscribe' },
)

export default function Unsubscribe() {
  const { t } = useTranslation('notification')
  const { topic, possible } = useLoaderData<typeof loader>()
  const over = useReply()?.done !== undefined
  return (
    <Page
      title={t('stop.title')}
      lead={t(possible ? 'stop.lead' : 'stop.security', { topic: t(`topics.${topic}`) })}
      actions={
        <LinkButton to="/account/notices" size="s">
          {t('choose')}
        </LinkButton>
      }
    >
      {possible && !over && (
        <ActionForm intent="unsubscribe" submitLabel={t('stop.submit')} inline />
      )}
    </Page>
  )
}
