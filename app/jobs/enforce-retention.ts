import { z } from 'zod'
import { enforceRetention } from '../domain/privacy/retention.server.ts'
import { defineJob } from './job.ts'

/** Once a day, deletes what the register keeps no longer. */
export const enforceRetentionJob = defineJob({
  name: 'enforce_retention',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '17 19 * * *',
  run: async (_, { db }) => void (await enforceRetention(db)),
})
