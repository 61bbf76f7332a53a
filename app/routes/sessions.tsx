import { Form, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { maySchedule } from '#app/domain/session/policy.ts'
import { calendarPage, listCalendar } from '#app/domain/session/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Button, LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Pager } from '#app/ui/components/pager.tsx'
import { Tabs } from '#app/ui/components/tabs.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { CalendarList } from '#app/ui/session/calendar-list.tsx'

export const handle = { access: 'everyone', title: 'session:title' } satisfies RouteHandle

const views = ['upcoming', 'past', 'mine'] as const

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const asked = url.searchParams.get('when')
  const when = views.find((view) => view === asked) ?? 'upcoming'
  const q = url.searchParams.get('q')?.trim().slice(0, 60) ?? ''
  const page = Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1)
  const { entries, total } = await listCalendar(db, actor, { when, q: q || undefined, page })
  return {
    when,
    q,
    page,
    entries,
    total,
    more: page * calendarPage < total,
    signedIn: actor !== null,
    maySchedule: maySchedule(actor),
  }
})

export default function Calendar() {
  const data = useLoaderData<typeof loader>()
  const { t } = useTranslation('session')
  useTopic('session:calendar')
  const shown = views.filter((view) => view !== 'mine' || data.signedIn)
  const address = (page: number) =>
    `/sessions?${new URLSearchParams({ when: data.when, q: data.q, page: String(page) })}`
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        data.maySchedule && (
          <LinkButton to="/sessions/new" variant="primary">
            {t('new')}
          </LinkButton>
        )
      }
    >
      <div className="flex flex-col gap-4">
        <Tabs
          label={t('calendar.tabs')}
          items={shown.map((item) => ({
            to: `/sessions?when=${item}`,
            label: t(`calendar.${item}`),
            current: item === data.when,
          }))}
        />
        <Form role="search" className="flex flex-wrap items-center gap-2">
          <input type="hidden" name="when" value={data.when} />
          <input
            type="search"
            name="q"
            key={data.q}
            defaultValue={data.q}
            aria-label={t('calendar.search')}
            placeholder={t('calendar.search')}
            className="min-h-11 min-w-0 flex-1 rounded-md border border-edge bg-raised px-3 text-base placeholder:text-muted sm:max-w-72"
          />
          <Button type="submit">{t('calendar.search_button')}</Button>
          <span className="text-sm text-muted">{t('calendar.count', { count: data.total })}</span>
        </Form>
        {data.entries.length === 0 ? (
          data.q ? (
            <Empty title={t('calendar.empty_search', { q: data.q })} />
          ) : (
            <Empty title={t('calendar.empty')} hint={t('calendar.empty_hint')} />
          )
        ) : (
          <CalendarList entries={data.entries} />
        )}
        <Pager
          previous={data.page > 1 ? address(data.page - 1) : null}
          next={data.more ? address(data.page + 1) : null}
        />
      </div>
    </Page>
  )
}
