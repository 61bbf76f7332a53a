import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { getDesk } from '#app/domain/desk/read.server.ts'
import { topic } from '#app/domain/events.ts'
import { listNotices } from '#app/domain/notice/read.server.ts'
import { readNotices } from '#app/domain/notice/write.server.ts'
import { withPath } from '#app/domain/notice-path.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { DeskLists } from '#app/ui/desk/desk-lists.tsx'
import { Notices } from '#app/ui/desk/notices.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { useRowKeys } from '#app/ui/thread/use-row-keys.ts'

export const handle = { access: 'verified', title: 'desk:title' } satisfies RouteHandle

/** Where somebody of this kind begins. */
const starts: Record<string, string> = {
  enterprise: '/requests/new',
  institution: '/requests?untaken=1',
  bureau: '/bureau/reviews',
}

export const loader = load(handle.access, async ({ actor, db }) => {
  const { kind } = actor.organization
  const [desk, notices] = await Promise.all([getDesk(db, actor, db.now()), listNotices(db, actor)])
  const topics = [topic.desk(actor.organization.id), topic.person(actor.personId)]
  return {
    desk,
    notices: notices.map(withPath),
    kind,
    topics: kind === 'bureau' ? [...topics, topic.bureau] : topics,
  }
})

export const action = act(handle.access, 'form', {
  read: intent(z.object({}), async ({ actor, db }) => {
    await readNotices(db, actor)
    return { done: 'read' }
  }),
})

export default function DeskRoute() {
  const { t } = useTranslation('desk')
  const { desk, notices, kind, topics } = useLoaderData<typeof loader>()
  useRowKeys()
  useTopic(...topics)
  const to = starts[kind]
  const start = to && (
    <LinkButton to={to} variant="primary">
      {t(`start.${kind}`)}
    </LinkButton>
  )
  const unread = notices.some(({ read }) => !read)
  return (
    <Page title={t('title')} actions={start} wide>
      <DeskLists desk={desk} />
      <p>
        {kind !== 'bureau' && (
          <LinkButton to="/matches" variant="quiet">
            {t('matches')}
          </LinkButton>
        )}
        <LinkButton to="/threads" variant="quiet">
          {t('more')}
        </LinkButton>
        <LinkButton to="/ledger" variant="quiet">
          {t('ledger')}
        </LinkButton>
        {kind === 'bureau' && (
          <LinkButton to="/bureau/imports" variant="quiet">
            {t('imports')}
          </LinkButton>
        )}
        {kind === 'bureau' && (
          <LinkButton to="/bureau/deals" variant="quiet">
            {t('deals_settle')}
          </LinkButton>
        )}
        {kind === 'bureau' && (
          <LinkButton to="/bureau/holidays" variant="quiet">
            {t('calendar')}
          </LinkButton>
        )}
        {kind === 'bureau' && (
          <LinkButton to="/bureau/appeals" variant="quiet">
            {t('appeals')}
          </LinkButton>
        )}
        {kind === 'bureau' && (
          <LinkButton to="/bureau/accounts" variant="quiet">
            {t('accounts')}
          </LinkButton>
        )}
      </p>
      <Section
        title={t('notices')}
        actions={
          <>
            <LinkButton to="/notices" size="s" variant="quiet">
              {t('notices_all')}
            </LinkButton>
            {unread && (
              <ActionForm
                inline
                intent="read"
                submitLabel={t('read_all')}
                submitVariant="quiet"
                submitSize="s"
              />
            )}
          </>
        }
      >
        <Notices notices={notices} />
      </Section>
    </Page>
  )
}
