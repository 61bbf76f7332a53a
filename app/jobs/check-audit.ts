import { z } from 'zod'
import { checkAudit } from '../domain/audit/check.server.ts'
import { defineJob } from './job.ts'

/** Every night, and when an auditor asks: computes the trail's chain anew. */
export const checkAuditJob = defineJob({
  name: 'check_audit',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '41 18 * * *',
  run: async (_, { db, log }) => {
    const { broken, head, first } = await checkAudit(db)
    if (broken > 0) log.error({ broken, first }, 'the audit trail is broken')
    else log.info({ head }, 'the audit trail is whole')
  },
})
