import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { listAppeals } from '#app/domain/appeal/read.server.ts'
import { topic } from '#app/domain/events.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { Due, Instant } from '#app/ui/components/formatted-values.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { State } from '#app/ui/components/state.tsx'
import { Table } from '#app/ui/components/table.tsx'
import { Tabs } from '#app/ui/components/tabs.tsx'
import { useFormat } from '#app/ui/components/use-format.ts'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = { access: 'officer', title: 'appeal:queue.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const open = url.searchParams.get('tab') !== 'decided'
  return { open, appeals: await listAppeals(db, actor, { open }) }
})

export default function Appeals() {
  const { t } = useTranslation('appeal')
  const format = useFormat()
  const { open, appeals } = useLoaderData<typeof loader>()
  useTopic(topic.bureau)
  return (
    <Page title={t('queue.title')} lead={t('queue.lead')} wide>
      <Tabs
        label={t('queue.title')}
        items={[
          { to: '/bureau/appeals', label: t('queue.open'), current: open },
          { to: '/bureau/appeals?tab=decided', label: t('queue.decided'), current: !open },
        ]}
      />
      {appeals.length === 0 ? (
        <Empty title={t('queue.empty')} hint={t('queue.empty_hint')} />
      ) : (
        <Table
          caption={t('queue.title')}
          captionHidden
          head={[
            t('subject'),
            t('kind'),
            t('organization'),
            t('refusal.officer'),
            t(open ? 'due' : 'state'),
          ]}
          rows={appeals.map((appeal) => ({
            key: appeal.id,
            cells: [
              <Link key="title" to={`/appeals/${appeal.id}`} className="prose-link">
                {appeal.title}
              </Link>,
              <span key="kind">
                {t(`kinds.${appeal.subject.kind}`)}{' '}
                <Instant at={appeal.at} className="text-muted" />
              </span>,
              appeal.organization,
              appeal.decidable || !open
                ? format.person(appeal.refusal.officer)
                : t('queue.not_yours', { officer: format.person(appeal.refusal.officer) }),
              appeal.dueAt ? (
                <Due key="due" at={appeal.dueAt} />
              ) : (
                <State key="state" noun="appeal" state={appeal.state} />
              ),
            ],
          }))}
        />
      )}
    </Page>
  )
}
