import { defineEvents } from '../event.ts'

/** Who belongs to an organisation, and with which rights: what happens there and who is told. */
export const membershipEvents = defineEvents('people', {
  roles_changed: { to: ['member'], params: ['organization'] },
  grant_asked: { to: ['administrator'], params: ['organization'], page: '/members' },
  grant_confirmed: { to: ['member'], params: ['organization'], page: '/members' },
  grant_refused: { to: ['member'], params: ['organization'], page: '/members' },
  membership_ended: { to: ['member'], params: ['organization'] },
  ownership_handed: { to: ['member'], params: ['organization'] },
  handed_thread: { to: ['member'], params: ['count', 'organization'], page: '/desk' },
  handed_request: { to: ['member'], params: ['count', 'organization'], page: '/desk' },
  handed_product: { to: ['member'], params: ['count', 'organization'], page: '/desk' },
  handed_listing: { to: ['member'], params: ['count', 'organization'], page: '/desk' },
  handed_session: { to: ['member'], params: ['count', 'organization'], page: '/desk' },
  join_asked: { to: ['owner'], params: ['organization'], page: '/members', onceUnread: true },
  join_accepted: { to: ['applicant'], params: ['organization'] },
  join_declined: { to: ['applicant'], params: ['organization'] },
})
