import { useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isNoticeCategory, noticeCategories } from '#app/domain/event.ts'
import { topic } from '#app/domain/events.ts'
import { countUnread, listNotices } from '#app/domain/notice/read.server.ts'
import { readNotices } from '#app/domain/notice/write.server.ts'
import { withPath } from '#app/domain/notice-path.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Pager } from '#app/ui/components/pager.tsx'
import { Tabs } from '#app/ui/components/tabs.tsx'
import { Notices } from '#app/ui/desk/notices.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { TopicFilter } from '#app/ui/notice/topic-filter.tsx'

export const handle = { access: 'person', title: 'notification:title' } satisfies RouteHandle

const pageSize = 30

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const asked = url.searchParams
  const before = z.uuid().safeParse(asked.get('before'))
  const chosen = isNoticeCategory(asked.get('topic')) ? asked.get('topic') : null
  const unread = asked.get('unread') === '1'
  const [notices, count] = await Promise.all([
    listNotices(db, actor, {
      topic: isNoticeCategory(chosen) ? chosen : null,
      unread,
      before: before.success ? before.data : null,
      limit: pageSize + 1,
    }),
    countUnread(db, actor),
  ])
  const organizationId = actor.organization?.id
  return {
    notices: notices.slice(0, pageSize).map(withPath),
    next: notices.length > pageSize ? notices[pageSize - 1]!.id : null,
    unread,
    chosen,
    count,
    listens: [
      topic.person(actor.personId),
      ...(organizationId ? [topic.desk(organizationId)] : []),
    ],
  }
})

export const action = act(handle.access, 'form', {
  read: intent(z.object({ id: z.uuid().optional() }), async ({ value, actor, db }) => {
    await readNotices(db, actor, value.id)
    return { done: value.id ? undefined : 'read' }
  }),
})

export default function NoticesPage() {
  const { t } = useTranslation(['notification', 'desk'])
  const { notices, next, unread, chosen, count, listens } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  useTopic(...listens)
  const to = (changes: Record<string, string | null>) => {
    const address = new URLSearchParams(search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) address.delete(name)
      else address.set(name, value)
    }
    return `/notices?${address}`
  }
  return (
    <Page
      title={t('notification:title')}
      actions={
        <>
          {count > 0 && (
            <ActionForm
              inline
              intent="read"
              submitLabel={t('desk:read_all')}
              submitVariant="secondary"
              submitSize="s"
            />
          )}
          <LinkButton to="/account/notices" size="s">
            {t('notification:choose')}
          </LinkButton>
        </>
      }
    >
      <Tabs
        label={t('notification:title')}
        items={[
          {
            to: to({ unread: null, before: null }),
            label: t('notification:all'),
            current: !unread,
          },
          {
            to: to({ unread: '1', before: null }),
            label: t('notification:unread'),
            count,
            current: unread,
          },
        ]}
      />
      <TopicFilter topics={noticeCategories} chosen={chosen} unread={unread} />
      <Notices notices={notices} marks />
      <Pager
        previous={search.has('before') ? to({ before: null }) : null}
        next={next && to({ before: next })}
      />
    </Page>
  )
}
