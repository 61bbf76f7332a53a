import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { day } from '#app/domain/financing/terms.ts'
import { holidaySchema } from '#app/domain/holiday/holiday.ts'
import { listHolidays } from '#app/domain/holiday/read.server.ts'
import { removeHoliday, setHoliday } from '#app/domain/holiday/write.server.ts'
import { dayOf } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { RadioGroup, TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Day } from '#app/ui/components/formatted-values.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Table } from '#app/ui/components/table.tsx'
import { Tabs } from '#app/ui/components/tabs.tsx'

export const handle = { access: 'officer', title: 'holiday:title' } satisfies RouteHandle

const yearParam = z.coerce.number().int().min(2000).max(2100)

export const loader = load(handle.access, async ({ db, url }) => {
  const now = Number(dayOf(db.now()).slice(0, 4))
  const year = yearParam.catch(now).parse(url.searchParams.get('year') ?? now)
  return { year, years: [now - 1, now, now + 1], days: await listHolidays(db, year) }
})

export const action = act(handle.access, 'form', {
  set: intent(holidaySchema, async ({ value, actor, db }) => {
    await setHoliday(db, actor, value)
    return { done: 'saved' }
  }),
  remove: intent(z.object({ day }), async ({ value, actor, db }) => {
    await removeHoliday(db, actor, value.day)
    return { done: 'saved' }
  }),
})

export default function Holidays() {
  const { t } = useTranslation('holiday')
  const { year, years, days } = useLoaderData<typeof loader>()
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs
        label={t('years')}
        items={years.map((item) => ({
          to: `/bureau/holidays?year=${item}`,
          label: t('year', { year: item }),
          current: item === year,
        }))}
      />
      {days.length === 0 ? (
        <Empty title={t('empty', { year })} hint={t('empty_hint')} />
      ) : (
        <Table
          caption={t('title')}
          captionHidden
          head={[t('day'), t('kind'), t('name'), '']}
          rows={days.map((item) => ({
            key: item.day,
            cells: [
              <Day key="day" day={item.day} />,
              t(`kinds.${item.kind}`),
              item.name,
              <ActionForm
                key="remove"
                inline
                intent="remove"
                name={item.day}
                submitLabel={t('remove')}
                submitVariant="quiet"
                submitSize="s"
              >
                <input type="hidden" name="day" value={item.day} />
              </ActionForm>,
            ],
          }))}
        />
      )}
      <ActionForm intent="set" submitLabel={t('add')}>
        <TextField type="date" name="day" label={t('day')} required />
        <RadioGroup
          name="kind"
          label={t('kind')}
          required
          defaultValue="off"
          options={(['off', 'work'] as const).map((value) => ({
            value,
            label: t(`kinds.${value}`),
          }))}
        />
        <TextField name="name" label={t('name')} required maxLength={20} />
      </ActionForm>
    </Page>
  )
}
