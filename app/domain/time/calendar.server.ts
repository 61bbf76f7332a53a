import type { Queryable } from '#db'
import type { Calendar } from './working-days.ts'

/** The calendar that deadlines run by. */
export async function getCalendar(q: Queryable): Promise<Calendar> {
  const days = await q.selectFrom('holiday').select(['day', 'kind']).execute()
  return { exceptions: new Map(days.map(({ day, kind }) => [day, kind as 'off' | 'work'])) }
}
