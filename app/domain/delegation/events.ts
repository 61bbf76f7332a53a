import { defineEvents } from '../event.ts'

/** Rights that are lent for a time: what happens there and who is told. */
export const delegationEvents = defineEvents('people', {
  delegation_made: { to: ['deputy'], params: ['from', 'organization', 'until'], page: '/members' },
  delegation_started: { to: ['deputy', 'principal'], params: ['organization'], page: '/members' },
  delegation_ended: { to: ['deputy', 'principal'], params: ['organization'], page: '/members' },
  delegation_revoked: { to: ['deputy'], params: ['organization'], page: '/members' },
})
