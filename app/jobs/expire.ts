import { z } from 'zod'
import { expireConsents } from '../domain/consent/write.server.ts'
import { expireConfirmations } from '../domain/deal/write.server.ts'
import { expireInterests } from '../domain/interest/write.server.ts'
import { expireListings } from '../domain/listing/write.server.ts'
import { expireOffers } from '../domain/offer/write.server.ts'
import { expireRequests } from '../domain/request/write.server.ts'
import { defineJob } from './job.ts'

/**
 * Ends offers, requests, consents, listings and interests whose last day is past; they read as over from midnight on, this writes
 * it down. Deals that wait too long for a confirmation go to an officer.
 */
export const expire = defineJob({
  name: 'expire',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '*/10 * * * *',
  async run(_, { db }) {
    await expireOffers(db)
    await expireRequests(db)
    await expireInterests(db)
    await expireListings(db)
    await expireConfirmations(db)
    await expireConsents(db)
  },
})
