import { Form, Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { countQueue, listQueue, queueTabs } from '#app/domain/standing/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Button } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { Instant } from '#app/ui/components/formatted-values.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Pager } from '#app/ui/components/pager.tsx'
import { State } from '#app/ui/components/state.tsx'
import { Table } from '#app/ui/components/table.tsx'
import { Tabs } from '#app/ui/components/tabs.tsx'

export const handle = { access: 'officer', title: 'people:queue.title' } satisfies RouteHandle

const query = z.object({
  tab: z.enum(queueTabs).catch('waiting'),
  q: z.string().trim().max(60).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
})

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const { tab, q, page } = query.parse(Object.fromEntries(url.searchParams))
  const [list, counts] = await Promise.all([
    listQueue(db, actor, { tab, page, search: q }),
    countQueue(db, actor),
  ])
  return { tab, q, page, tabs: queueTabs, counts, items: list.items, more: list.more }
})

export default function Queue() {
  const { t } = useTranslation('people')
  const { tab, q, page, tabs, counts, items, more } = useLoaderData<typeof loader>()
  const address = (to: number) => `?${new URLSearchParams({ tab, q, page: String(to) })}`
  return (
    <Page title={t('queue.title')} lead={t('queue.lead')} wide>
      <Tabs
        label={t('queue.title')}
        items={tabs.map((item) => ({
          to: `?tab=${item}`,
          label: t(`queue.tabs.${item}`),
          count: counts[item],
          current: item === tab,
        }))}
      />
      <Form className="flex flex-wrap items-end gap-2" role="search">
        <input type="hidden" name="tab" value={tab} />
        <label className="flex flex-col gap-1 text-sm">
          {t('queue.search')}
          <input
            type="search"
            name="q"
            defaultValue={q}
            className="min-h-9 w-64 rounded-md border border-edge bg-raised px-3 text-base pointer-coarse:min-h-11"
          />
        </label>
        <Button size="s">{t('queue.search_submit')}</Button>
      </Form>
      {items.length === 0 ? (
        <Empty title={t('queue.empty')} hint={t(q ? 'queue.empty_search' : 'queue.empty_hint')} />
      ) : (
        <Table
          caption={t(`queue.tabs.${tab}`)}
          captionHidden
          head={[
            t('queue.name'),
            t('queue.matter'),
            t('queue.kind'),
            t('queue.street'),
            t('standing.standing'),
            t('queue.since'),
          ]}
          rows={items.map(({ id, name, kind, standing, street, application, since }) => ({
            key: application?.id ?? id,
            cells: [
              <Link key="name" to={`/bureau/standing/${id}`} className="prose-link">
                {name}
              </Link>,
              application && (
                <span className="inline-flex gap-2 whitespace-nowrap" key="matter">
                  {t(`application_kind.${application.kind}`)}
                  {application.disputed && (
                    <span className="font-medium text-warn">{t('queue.disputed')}</span>
                  )}
                  {application.appealed && (
                    <span className="font-medium text-warn">{t('queue.appealed')}</span>
                  )}
                </span>
              ),
              t(`kind.${kind}`),
              street,
              <State key="standing" noun="organization" state={standing} />,
              <Instant key="since" at={since} />,
            ],
          }))}
        />
      )}
      <Pager
        previous={page > 1 ? address(page - 1) : null}
        next={more ? address(page + 1) : null}
      />
    </Page>
  )
}
