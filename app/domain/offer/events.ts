import { defineEvents } from '../event.ts'

/** Offers and disbursements: what happens there and who is told. */
export const offerEvents = defineEvents('financing', {
  offer_made: { to: ['enterprise'], params: ['title'] },
  offer_countered: { to: ['institution'], params: ['title'] },
  offer_accepted: { to: ['enterprise', 'institution'], params: ['title'] },
  offer_refused: { to: ['institution'], params: ['title'] },
  offer_withdrawn: { to: ['enterprise'], params: ['title'] },
  offer_expired: { to: ['enterprise', 'institution'], params: ['title'] },
  counter_refused: { to: ['enterprise'], params: ['title'] },
  disbursement_said: { to: ['enterprise', 'institution'], params: ['title'] },
  disbursement_differs: { to: ['enterprise', 'institution'], params: ['title'] },
})
