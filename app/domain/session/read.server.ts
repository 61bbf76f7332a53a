/** What the pages of sessions show. */
export {
  type CalendarEntry,
  type CalendarFilter,
  calendarPage,
  listCalendar,
} from './read/calendar.server.ts'
export { getLedger, getMinutes, type LedgerEntry, type Minutes } from './read/minutes.server.ts'
export {
  findOwnRegistration,
  getProgramme,
  getSession,
  listComers,
  listOpenRequests,
  listRegistrations,
  type Programme,
  type SessionFacts,
} from './read/session.server.ts'
