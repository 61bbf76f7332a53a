import { defineEvents } from '../event.ts'

/** Addresses of other systems: what happens there and who is told. */
export const webhookEvents = defineEvents('people', {
  webhook_stopped: { to: ['keeper'], params: ['days', 'host'] },
})
