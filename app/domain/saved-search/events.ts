import { defineEvents } from '../event.ts'

/** Saved searches: what happens there and who is told. */
export const savedSearchEvents = defineEvents('trade', {
  search_found: { to: ['person'], params: ['count', 'name'] },
})
