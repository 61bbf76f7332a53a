import { z } from 'zod'
import { type Actor, isBureau } from '../actor.ts'
import { day, words } from '../financing/terms.ts'

/** A weekday that is off, or a weekend day that is worked (节假日与调休). */
export const holidaySchema = z.object({
  day,
  kind: z.enum(['off', 'work']),
  name: words(20).min(1),
})
export type Holiday = z.output<typeof holidaySchema>

export const mayManageCalendar = (actor: Actor | null): boolean =>
  isBureau(actor, 'officer', 'admin')
