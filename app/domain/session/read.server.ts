/** What the pages of sessions show. */

export { hasPlace, readPlaces } from './capacity.server.ts'
export { type DiarySession, listDiarySessions } from './read/agenda.server.ts'
export {
  type CalendarEntry,
  type CalendarFilter,
  calendarPage,
  listCalendar,
  listSessionPortion,
} from './read/calendar.server.ts'
export {
  findByCode,
  findOwnRegistration,
  listQuestions,
  listRegistrationPortion,
  listRegistrations,
  listTemplates,
  type RegistrationRow,
} from './read/hosting.server.ts'
export {
  type FollowUp,
  getLedger,
  getMinutes,
  type LedgerEntry,
  listFollowUps,
  type Minutes,
} from './read/minutes.server.ts'
export {
  getProgramme,
  getSession,
  listComers,
  listOpenRequests,
  type Programme,
  readSessionReason,
  type SessionFacts,
} from './read/session.server.ts'
