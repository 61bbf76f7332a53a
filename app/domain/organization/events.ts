import { defineEvents } from '../event.ts'

/** How organisations come to stand in the market: what happens there and who is told. */
export const standingEvents = defineEvents('standing', {
  standing_submitted: { to: ['officer'], params: ['organization'], page: '/bureau/standing/:id' },
  standing_disputed: { to: ['officer'], params: ['organization'], page: '/bureau/standing/:id' },
  standing_withdrawn: { to: ['officer'], params: ['organization'], page: '/bureau/standing/:id' },
  standing_appealed: { to: ['officer'], params: ['organization'], page: '/bureau/standing/:id' },
  standing_returned: { to: ['applicant'], params: ['organization'], page: '/account' },
  standing_verified: { to: ['applicant'], params: ['organization'], page: '/account' },
  standing_rejected: { to: ['applicant'], params: ['organization'], page: '/account' },
  standing_rival_granted: { to: ['applicant'], params: ['organization'], page: '/account' },
  standing_transferred: { to: ['applicant', 'owner'], params: ['organization'], page: '/account' },
  standing_draft_expired: { to: ['applicant'], params: ['days', 'organization'], page: '/account' },
  standing_access_ended: { to: ['member'], params: ['organization'], page: '/account' },
  standing_suspend: { to: ['owner'], params: ['organization'], page: '/account' },
  standing_restore: { to: ['owner'], params: ['organization'], page: '/account' },
  standing_deregister: { to: ['owner'], params: ['organization'], page: '/account' },
})
