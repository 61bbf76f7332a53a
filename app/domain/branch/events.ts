import { defineEvents } from '../event.ts'

/** Head offices and branches: what happens there and who is told. */
export const branchEvents = defineEvents('people', {
  branch_asked: { to: ['head'], params: ['branch'], page: '/branches' },
  branch_accepted: { to: ['branch'], params: ['head'], page: '/branches' },
  branch_declined: { to: ['branch'], params: ['head'], page: '/branches' },
  branch_withdrawn: { to: ['head'], params: ['branch'], page: '/branches' },
  branch_ended: { to: ['head', 'branch'], params: ['branch', 'head'], page: '/branches' },
})
