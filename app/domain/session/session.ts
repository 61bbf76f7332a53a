import { z } from 'zod'
import { defineMachine } from '../machine.ts'

export const sessionTypes = ['financing', 'sourcing', 'roadshow', 'expo', 'training'] as const
export type SessionType = (typeof sessionTypes)[number]

/** W14 对接会. From the lobby on, every step is an event of the session's log. */
export const sessionMachine = defineMachine({
  noun: 'session',
  states: [
    'draft',
    'published',
    'lobby',
    'live',
    'break',
    'talks',
    'ended',
    'archived',
    'postponed',
    'cancelled',
  ],
  initial: ['draft'],
  ends: ['archived', 'cancelled'],
  transitions: [
    { from: 'draft', to: 'published', verb: 'publish', by: ['host'], notifies: ['public'] },
    { from: 'draft', to: 'cancelled', verb: 'cancel', by: ['host'], notifies: ['host'] },
    { from: 'published', to: 'lobby', verb: 'open_lobby', by: ['host'], notifies: ['registered'] },
    {
      from: 'published',
      to: 'postponed',
      verb: 'postpone',
      by: ['host'],
      notifies: ['registered'],
    },
    { from: 'published', to: 'cancelled', verb: 'cancel', by: ['host'], notifies: ['registered'] },
    { from: 'postponed', to: 'published', verb: 'publish', by: ['host'], notifies: ['registered'] },
    { from: 'postponed', to: 'cancelled', verb: 'cancel', by: ['host'], notifies: ['registered'] },
    { from: 'lobby', to: 'live', verb: 'go_live', by: ['host'], notifies: ['registered'] },
    { from: 'lobby', to: 'postponed', verb: 'postpone', by: ['host'], notifies: ['registered'] },
    { from: 'lobby', to: 'cancelled', verb: 'cancel', by: ['host'], notifies: ['registered'] },
    { from: 'live', to: 'break', verb: 'pause', by: ['host'], notifies: ['room'] },
    { from: 'break', to: 'live', verb: 'resume', by: ['host'], notifies: ['room'] },
    { from: 'live', to: 'talks', verb: 'start_talks', by: ['host'], notifies: ['room'] },
    { from: 'live', to: 'ended', verb: 'end', by: ['host'], notifies: ['registered'] },
    { from: 'break', to: 'ended', verb: 'end', by: ['host'], notifies: ['registered'] },
    { from: 'talks', to: 'ended', verb: 'end', by: ['host'], notifies: ['registered'] },
    { from: 'ended', to: 'archived', verb: 'archive', by: ['host'], notifies: ['host'] },
  ],
})
export type SessionState = (typeof sessionMachine.states)[number]
export type SessionVerb = (typeof sessionMachine.transitions)[number]['verb']

/** 报名: an organisation's person asks to come. */
export const registrationMachine = defineMachine({
  noun: 'registration',
  states: [
    'applied',
    'confirmed',
    'waitlisted',
    'declined',
    'checked_in',
    'attended',
    'no_show',
    'cancelled',
  ],
  initial: ['applied', 'confirmed'],
  ends: ['declined', 'attended', 'no_show', 'cancelled'],
  transitions: [
    { from: 'applied', to: 'confirmed', verb: 'confirm', by: ['host'], notifies: ['registrant'] },
    { from: 'applied', to: 'waitlisted', verb: 'waitlist', by: ['host'], notifies: ['registrant'] },
    { from: 'applied', to: 'declined', verb: 'decline', by: ['host'], notifies: ['registrant'] },
    { from: 'applied', to: 'cancelled', verb: 'cancel', by: ['registrant'], notifies: ['host'] },
    {
      from: 'waitlisted',
      to: 'confirmed',
      verb: 'confirm',
      by: ['host'],
      notifies: ['registrant'],
    },
    { from: 'waitlisted', to: 'declined', verb: 'decline', by: ['host'], notifies: ['registrant'] },
    { from: 'waitlisted', to: 'cancelled', verb: 'cancel', by: ['registrant'], notifies: ['host'] },
    {
      from: 'confirmed',
      to: 'checked_in',
      verb: 'check_in',
      by: ['registrant'],
      notifies: ['host'],
    },
    { from: 'confirmed', to: 'cancelled', verb: 'cancel', by: ['registrant'], notifies: ['host'] },
    { from: 'confirmed', to: 'declined', verb: 'remove', by: ['host'], notifies: ['registrant'] },
    { from: 'confirmed', to: 'no_show', verb: 'miss', by: ['system'], notifies: ['registrant'] },
    { from: 'checked_in', to: 'declined', verb: 'remove', by: ['host'], notifies: ['registrant'] },
    {
      from: 'checked_in',
      to: 'attended',
      verb: 'attend',
      by: ['system'],
      notifies: ['registrant'],
    },
  ],
})
export type RegistrationState = (typeof registrationMachine.states)[number]

/** 抢单轮次. It closes by itself at its time; the host may close it earlier or give it more minutes. */
export const roundMachine = defineMachine({
  noun: 'round',
  states: ['planned', 'open', 'extended', 'closed'],
  initial: ['planned'],
  ends: ['closed'],
  transitions: [
    { from: 'planned', to: 'open', verb: 'open', by: ['host'], notifies: ['room'] },
    { from: 'open', to: 'extended', verb: 'extend', by: ['host'], notifies: ['room'] },
    { from: 'extended', to: 'extended', verb: 'extend', by: ['host'], notifies: ['room'] },
    { from: 'open', to: 'closed', verb: 'close', by: ['host', 'system'], notifies: ['room'] },
    { from: 'extended', to: 'closed', verb: 'close', by: ['host', 'system'], notifies: ['room'] },
  ],
})
export type RoundState = (typeof roundMachine.states)[number]

/** Parts that a registration asks for. */
export const registrationParts = ['delegate', 'presenter', 'observer'] as const
export type RegistrationPart = (typeof registrationParts)[number]

/** States in which the room is entered. */
export const roomStates: readonly SessionState[] = ['lobby', 'live', 'break', 'talks', 'ended']
/** States in which the course of the session is under way. */
export const runningStates: readonly SessionState[] = ['lobby', 'live', 'break', 'talks']
/** States in which a visitor finds the session in the calendar. */
export const publicStates: readonly SessionState[] = [
  'published',
  'lobby',
  'live',
  'break',
  'talks',
  'ended',
  'archived',
  'postponed',
]
/** Registrations that open the door of the room. */
export const admitted: readonly RegistrationState[] = ['confirmed', 'checked_in', 'attended']

export const isRoundOpen = (state: RoundState): boolean => state === 'open' || state === 'extended'

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

export const itemKinds = ['words', 'request', 'product'] as const
export type ItemKind = (typeof itemKinds)[number]

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
