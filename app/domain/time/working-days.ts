/**
 * Deadlines run in working days (工作日) of Asia/Shanghai, which has been UTC+8 without daylight saving since 1991.
 * The yearly notice of the State Council says which weekdays are off and which weekend days are worked; staff keep it as data.
 */
export interface Calendar {
  /** `YYYY-MM-DD` → `off` (a weekday that is free) or `work` (a weekend day that is worked). */
  exceptions: ReadonlyMap<string, 'off' | 'work'>
}

const shanghaiOffsetMs = 8 * 3_600_000
const dayMs = 86_400_000

/** The date in Shanghai, as `YYYY-MM-DD`. */
export const dayOf = (at: Date): string =>
  new Date(at.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10)

/** The instant at which a Shanghai date begins. */
export const startOfDay = (day: string): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiOffsetMs)

export function isWorkingDay(day: string, calendar: Calendar): boolean {
  const exception = calendar.exceptions.get(day)
  if (exception) return exception === 'work'
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/**
 * The last instant of the `days`-th working day after the day of `from`; the day of `from` itself does not count
 * (as in 民法典 第二百零一条).
 */
export function addWorkingDays(from: Date, days: number, calendar: Calendar): Date {
  let day = dayOf(from)
  for (let left = days; left > 0; ) {
    day = nextDay(day)
    if (isWorkingDay(day, calendar)) left--
  }
  return new Date(startOfDay(nextDay(day)).getTime() - 1)
}

/** Working days that begin after `from` and up to the day of `until`; 0 when it is that day or past. */
export function workingDaysBetween(from: Date, until: Date, calendar: Calendar): number {
  const last = dayOf(until)
  let count = 0
  for (let day = nextDay(dayOf(from)); day <= last; day = nextDay(day)) {
    if (isWorkingDay(day, calendar)) count++
  }
  return count
}

/** A date some days after another; days of the calendar, not working days. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** The date in Shanghai some days of the calendar after that of an instant. */
export const dayIn = (from: Date, days: number): string => dayAfter(dayOf(from), days)

const nextDay = (day: string): string => dayAfter(day, 1)
