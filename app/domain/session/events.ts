import { defineEvents } from '../event.ts'

/** Matchmaking sessions: what happens there and who is told. */
export const sessionEvents = defineEvents('session', {
  session_applied: { to: ['registrant'], params: ['title'] },
  session_application: { to: ['host'], params: ['title'] },
  session_waitlisted: { to: ['registrant'], params: ['title'] },
  session_promoted: { to: ['registrant'], params: ['title'] },
  session_declined: { to: ['registrant'], params: ['title'] },
  session_checked_in: { to: ['registrant'], params: ['title'] },
  session_cancelled_by_guest: { to: ['host'], params: ['title'] },
  session_reminder: { to: ['registered'], params: ['at', 'title'] },
  session_rescheduled: { to: ['registered'], params: ['title'] },
  session_registered: { to: ['registrant'], params: ['title'] },
  session_published: { to: ['registered'], params: ['title'] },
  session_lobby: { to: ['registered'], params: ['title'] },
  session_live: { to: ['registered'], params: ['title'] },
  session_postponed: { to: ['registered'], params: ['title'] },
  session_cancelled: { to: ['registered'], params: ['title'] },
  session_ended: { to: ['registered'], params: ['title'] },
  session_removed: { to: ['registrant'], params: [] },
  session_readmitted: { to: ['registrant'], params: ['title'] },
})
