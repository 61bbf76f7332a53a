import { defineEvents } from '../event.ts'

/** Matches: what happens there and who is told. */
export const matchingEvents = defineEvents('trade', {
  match_found: { to: ['owner'], params: ['count', 'title'] },
})
