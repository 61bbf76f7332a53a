import { z } from 'zod'
import { applyDelegationBoundary } from '../domain/delegation/write.server.ts'
import { defineJob } from './job.ts'

/** At the first and at the last moment of lent rights, tells both sides and their open pages. */
export const applyDelegationBoundariesJob = defineJob({
  name: 'turn_delegation',
  access: 'market',
  schema: z.object({ id: z.uuid() }),
  run: ({ id }, { db }) => applyDelegationBoundary(db, id),
})
