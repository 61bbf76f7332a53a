import { defineEvents } from '../event.ts'

/** Deals: what happens there and who is told. */
export const dealEvents = defineEvents('trade', {
  deal_opened: { to: ['buyer', 'seller'], params: ['title'] },
  deal_following: { to: ['buyer', 'seller'], params: ['title'] },
  deal_said: { to: ['buyer', 'seller'], params: ['title'] },
  deal_said_other: { to: ['buyer', 'seller'], params: ['title'] },
  deal_differs: { to: ['buyer', 'seller'], params: ['title'] },
  deal_overdue: { to: ['buyer', 'seller'], params: ['title'] },
  deal_sent_back: { to: ['buyer', 'seller'], params: ['title'] },
  deal_signed: { to: ['buyer', 'seller'], params: ['title'] },
  deal_fulfilled: { to: ['buyer', 'seller'], params: ['title'] },
  deal_lapsed: { to: ['buyer', 'seller'], params: ['title'] },
})
