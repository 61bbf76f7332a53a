import { defineEvents } from '../event.ts'

/** Supply and demand: what happens there and who is told. */
export const listingEvents = defineEvents('trade', {
  listing_published: { to: ['owner'], params: ['title'] },
  listing_returned: { to: ['owner'], params: ['title'] },
  listing_taken_down: { to: ['owner'], params: ['title'] },
  listing_expired: { to: ['owner'], params: ['title'] },
  listing_matched: { to: ['owner'], params: ['title'] },
  listing_reopened: { to: ['owner'], params: ['title'] },
  listing_closed: { to: ['owner'], params: ['title'] },
})
