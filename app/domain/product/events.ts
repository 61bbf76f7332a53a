import { defineEvents } from '../event.ts'

/** Loan products: what happens there and who is told. */
export const productEvents = defineEvents('financing', {
  product_published: { to: ['institution'], params: ['title'] },
  product_returned: { to: ['institution'], params: ['title'] },
})
