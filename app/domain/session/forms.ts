import { z } from 'zod'
import { isInBounds } from '../financing/bounds.ts'
import { itemKinds, openParts, questionKinds, sessionTypes } from './session.ts'

const line = (max: number) => z.string().trim().min(1, 'required').max(max, 'too_long')

/** What `<input type="datetime-local">` sends, read as Beijing's clock. What isn't one is compared with nothing. */
const beijingTime = z
  .string({ error: 'required' })
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, { error: 'invalid_format', abort: true })
  .transform((text) => new Date(`${text.slice(0, 16)}:00+08:00`))
  .refine(isInBounds, { error: 'invalid_format', abort: true })

export const sessionForm = z
  .object({
    type: z.enum(sessionTypes).default('financing'),
    title: line(80),
    summary: z.string().trim().max(2000, 'too_long').optional(),
    place: z.string().trim().max(120, 'too_long').optional(),
    startsAt: beijingTime,
    endsAt: beijingTime,
  })
  .refine((item) => item.endsAt > item.startsAt, { path: ['endsAt'], error: 'session_ends_before' })
  .refine((item) => item.endsAt.getTime() - item.startsAt.getTime() <= 3 * 86_400_000, {
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

export const fillForm = z.object({ roundId: z.uuid(), requestIds: roundForm.shape.requestIds })
export type FillForm = z.infer<typeof fillForm>

export const registrationForm = z.object({
  part: z.enum(openParts).default('delegate'),
  note: z.string().trim().max(300, 'too_long').optional(),
  /** By the question's id, as typed; the verb knows what each must be. */
  answer: z.record(z.string(), z.string().max(1000, 'too_long').optional()).optional(),
})
export type RegistrationForm = z.infer<typeof registrationForm>

const seats = z.coerce.number().int().min(1).max(100_000).optional()

/** Who may come, how many, and when they are reminded. */
export const placesForm = z.object({
  capacity: seats,
  delegateCapacity: seats,
  delegateApproval: z.coerce.boolean().optional(),
  observerCapacity: seats,
  observerApproval: z.coerce.boolean().optional(),
  reminders: z.array(z.coerce.number().int().min(1).max(43_200)).max(6).default([]),
})
export type PlacesForm = z.infer<typeof placesForm>

export const questionForm = z
  .object({
    kind: z.enum(questionKinds).default('text'),
    label: line(120),
    /** One a line. */
    options: z
      .string()
      .max(1000, 'too_long')
      .optional()
      .transform((text) => [
        ...new Set(
          (text ?? '')
            .split(/\r?\n/)
            .map((item) => item.trim())
            .filter(Boolean),
        ),
      ]),
    required: z.coerce.boolean().optional(),
  })
  .refine((item) => item.kind !== 'choice' || item.options.length >= 2, {
    path: ['options'],
    error: 'question_options',
  })
export type QuestionForm = z.infer<typeof questionForm>

export const templateName = z.object({ name: line(60) })
