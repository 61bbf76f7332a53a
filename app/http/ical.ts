import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

const zone = 'Asia/Shanghai'
const offsetMs = 8 * 3_600_000

/** Shanghai has been UTC+8 without daylight saving since 1991. */
const zoneRules = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:STANDARD',
  'DTSTART:19910915T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

/** An instant whose local clock is Shanghai's, wherever the server stands. */
class ShanghaiDate extends Date {
  /** What tells the calendar's writer that this date knows its zone. */
  readonly internal = this
  readonly timeZone = zone
  #local = () => new Date(this.getTime() + offsetMs)
  withTimeZone(): this {
    return this
  }
  tzComponents(): string[] {
    return [zone]
  }
  override getFullYear = () => this.#local().getUTCFullYear()
  override getMonth = () => this.#local().getUTCMonth()
  override getDate = () => this.#local().getUTCDate()
  override getHours = () => this.#local().getUTCHours()
  override getMinutes = () => this.#local().getUTCMinutes()
  override getSeconds = () => this.#local().getUTCSeconds()
}

export interface CalendarItem {
  /** The same for the same thing for ever: a calendar replaces what it knows. */
  id: string
  summary: string
  description?: string
  location?: string | null
  url: string
  startsAt: Date
  endsAt: Date
  cancelled?: boolean
  updatedAt: Date
  /** Grows with every change. */
  version: number
}

/** A calendar as iCalendar text (RFC 5545), times on Shanghai's clock. */
export function calendarOf(name: string, items: readonly CalendarItem[]): string {
  const calendar = ical({ name, prodId: { company: 'Lianqiao', product: 'Lianqiao' }, ttl: 3600 })
  calendar.method(ICalCalendarMethod.PUBLISH)
  calendar.timezone({ name: zone, generator: () => zoneRules })
  for (const item of items) {
    calendar.createEvent({
      id: item.id,
      start: new ShanghaiDate(item.startsAt),
      end: new ShanghaiDate(item.endsAt),
      timezone: zone,
      stamp: item.updatedAt,
      lastModified: item.updatedAt,
      sequence: item.version,
      summary: item.summary,
      description: item.description ?? null,
      location: item.location ?? null,
      url: item.url,
      status: item.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}

/** @param file how the browser names it, where it is kept; a feed has none */
export function calendarResponse(text: string, file?: string): Response {
  return new Response(text, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Cache-Control': 'private, no-store',
      ...(file ? { 'Content-Disposition': `attachment; filename="${file}"` } : {}),
    },
  })
}
