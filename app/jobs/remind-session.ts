import { z } from 'zod'
import { remindOfSession } from '../domain/session/reminders.server.ts'
import { defineJob } from './job.ts'

/** Reminds those who hold a place that a session begins. */
export const remindSession = defineJob({
  name: 'remind_session',
  access: 'market',
  schema: z.object({
    sessionId: z.uuid(),
    minutes: z.number().int(),
    startsAt: z.iso.datetime(),
  }),
  run: (payload, { db }) => remindOfSession(db, payload),
})
