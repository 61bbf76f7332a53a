import { defineEvents } from '../event.ts'

/** Threads between an enterprise and an institution: what happens there and who is told. */
export const threadEvents = defineEvents('financing', {
  request_claimed: { to: ['enterprise'], params: ['title'] },
  application_received: { to: ['institution'], params: ['title'] },
  thread_assigned: { to: ['officer'], params: ['title'] },
  thread_moved: { to: ['enterprise'], params: ['title'] },
  thread_contacted: { to: ['enterprise'], params: ['title'] },
  thread_in_diligence: { to: ['enterprise'], params: ['title'] },
  thread_declined: { to: ['enterprise'], params: ['title'] },
  thread_released: { to: ['enterprise'], params: ['title'] },
  thread_refused: { to: ['institution'], params: ['title'] },
  thread_withdrawn: { to: ['institution'], params: ['title'] },
  thread_lost: { to: ['institution'], params: ['title'] },
  thread_disbursed: { to: ['enterprise', 'institution'], params: ['title'] },
  thread_settled: { to: ['enterprise'], params: ['title'] },
})
