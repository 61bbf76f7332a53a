import { z } from 'zod'
import { itemKinds, sessionTypes } from './session.ts'

const line = (max: number) => z.string().trim().min(1, 'required').max(max, 'too_long')

/** What `<input type="datetime-local">` sends, read as Beijing's clock. */
const beijingTime = z
  .string({ error: 'required' })
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, 'invalid_format')
  .transform((text) => new Date(`${text.slice(0, 16)}:00+08:00`))

export const sessionForm = z
  .object({
    type: z.enum(sessionTypes).default('financing'),
    title: line(80),
    summary: z.string().trim().max(2000, 'too_long').optional(),
    place: z.string().trim().max(120, 'too_long').optional(),
    startsAt: beijingTime,
    endsAt: beijingTime,
  })
  .refine((one) => one.endsAt > one.startsAt, { path: ['endsAt'], error: 'session_ends_before' })
  .refine((one) => one.endsAt.getTime() - one.startsAt.getTime() <= 3 * 86_400_000, {
    path: ['endsAt'],
    error: 'session_too_long',
  })
export type SessionForm = z.infer<typeof sessionForm>

export const itemForm = z.object({
  kind: z.enum(itemKinds).default('words'),
  title: z.string().trim().max(80, 'too_long').optional(),
  minutes: z.coerce.number().int().min(1).max(480),
  requestId: z.uuid().optional(),
  productId: z.uuid().optional(),
})
export type ItemForm = z.infer<typeof itemForm>

export const roundForm = z.object({
  title: line(60),
  minutes: z.coerce.number().int().min(1).max(120),
  requestIds: z.array(z.uuid()).min(1, 'round_needs_requests').max(60, 'too_long'),
})
export type RoundForm = z.infer<typeof roundForm>

export const registrationForm = z.object({
  part: z.enum(['delegate', 'observer']).default('delegate'),
  note: z.string().trim().max(300, 'too_long').optional(),
})
export type RegistrationForm = z.infer<typeof registrationForm>
