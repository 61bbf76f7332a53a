import { defineEvents } from '../event.ts'

/** Interest in a listing: what happens there and who is told. */
export const interestEvents = defineEvents('trade', {
  interest_shown: { to: ['owner'], params: ['title'] },
  interest_shortlisted: { to: ['guest'], params: ['title'] },
  interest_quoted: { to: ['owner'], params: ['title'] },
  interest_countered: { to: ['guest'], params: ['title'] },
  interest_awarded: { to: ['guest'], params: ['title'] },
  interest_accepted: { to: ['owner'], params: ['title'] },
  interest_declined: { to: ['guest'], params: ['title'] },
  interest_withdrawn: { to: ['owner'], params: ['title'] },
  interest_lost: { to: ['guest'], params: ['title'] },
  interest_listing_gone: { to: ['guest'], params: ['title'] },
  interest_terms_lapsed: { to: ['owner', 'guest'], params: ['title'] },
  interest_expired: { to: ['owner', 'guest'], params: ['title'] },
})
