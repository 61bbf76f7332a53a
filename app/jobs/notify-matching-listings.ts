import { z } from 'zod'
import { alertStandingDemands } from '../domain/matching/alerts.server.ts'
import { defineJob } from './job.ts'

/** Tells who published a demand of whoever has come to suit it. */
export const notifyMatchingListingsJob = defineJob({
  name: 'alert_standing_demands',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '*/10 * * * *',
  async run(_, { db, search }) {
    if (await search.alive()) await alertStandingDemands(db, search)
  },
})
