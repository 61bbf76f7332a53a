import { defineEvents } from '../event.ts'

/** Financing requests: what happens there and who is told. */
export const requestEvents = defineEvents('financing', {
  request_published: { to: ['enterprise'], params: ['title'] },
  request_returned: { to: ['enterprise'], params: ['title'] },
  request_expired: { to: ['enterprise'], params: ['title'] },
  application_returned: { to: ['enterprise'], params: ['title'] },
})
