import { z } from 'zod'
import { sweepWrites } from '../domain/token/once.server.ts'
import { defineJob } from './job.ts'

/** Every hour, forgets what programs' writes answered a day ago. */
export const sweepWritesJob = defineJob({
  name: 'sweep_writes',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '41 * * * *',
  run: async (_, { db }) => {
    await sweepWrites(db)
  },
})
