import { z } from 'zod'
import { sweepAccounts } from '../domain/account/write.server.ts'
import { defineJob } from './job.ts'

/** Once a day, forgets codes, counts of failures and sign-ins that are long over. */
export const sweepAccountsJob = defineJob({
  name: 'sweep_accounts',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '17 19 * * *',
  run: (_, { db }) => sweepAccounts(db),
})
