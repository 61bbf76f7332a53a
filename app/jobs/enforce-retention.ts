import { z } from 'zod'
import { enforceRetention } from '../domain/privacy/retention.server.ts'
import { expireDrafts } from '../domain/standing/write.server.ts'
import { defineJob } from './job.ts'

/** Once a day, deletes what the register keeps no longer, and drafts that nobody came back to. */
export const enforceRetentionJob = defineJob({
  name: 'enforce_retention',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '17 19 * * *',
  async run(_, { db }) {
    await expireDrafts(db)
    await enforceRetention(db)
  },
})
