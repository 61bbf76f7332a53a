import type { Queryable } from '#db'
import type { Calendar } from '../time/working-days.ts'

/** The calendar that deadlines run by. */
export async function getCalendar(q: Queryable): Promise<Calendar> {
  const days = await q.selectFrom('holiday').select(['day', 'kind']).execute()
  return { exceptions: new Map(days.map(({ day, kind }) => [day, kind as 'off' | 'work'])) }
}

/** The days of a year that are not what their weekday says, in order. */
export async function listHolidays(q: Queryable, year: number) {
  const days = await q
    .selectFrom('holiday')
    .select(['day', 'kind', 'name'])
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .orderBy('day')
    .execute()
  return days.map(({ day, kind, name }) => ({ day, kind: kind as 'off' | 'work', name }))
}
