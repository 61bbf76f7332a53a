import { z } from 'zod'
import { expireConsents } from '../domain/consent/write.server.ts'
import { expireOffers } from '../domain/offer/write.server.ts'
import { expireRequests } from '../domain/request/write.server.ts'
import { defineJob } from './job.ts'

/** Ends offers, requests and consents whose last day is past; they read as over from midnight on, this writes it down. */
export const expire = defineJob({
  name: 'expire',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '*/10 * * * *',
  async run(_, { db }) {
    await expireOffers(db)
    await expireRequests(db)
    await expireConsents(db)
  },
})
