import { defineMachine } from '../state-machine.ts'

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
    { from: 'talks', to: 'live', verb: 'resume', by: ['host'], notifies: ['room'] },
    { from: 'live', to: 'ended', verb: 'end', by: ['host'], notifies: ['registered'] },
    { from: 'break', to: 'ended', verb: 'end', by: ['host'], notifies: ['registered'] },
    { from: 'talks', to: 'ended', verb: 'end', by: ['host'], notifies: ['registered'] },
    { from: 'ended', to: 'archived', verb: 'archive', by: ['host'], notifies: ['host'] },
  ],
})
export type SessionState = (typeof sessionMachine.states)[number]
export type SessionVerb = (typeof sessionMachine.transitions)[number]['verb']

/**
 * 报名: an organisation's person asks to come. The market decides at once where no host has to: there is a place, or the person
 * waits; a place that becomes free goes to who has waited longest.
 */
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
  initial: ['applied'],
  ends: ['attended', 'no_show', 'cancelled'],
  transitions: [
    {
      from: 'applied',
      to: 'confirmed',
      verb: 'confirm',
      by: ['host', 'system'],
      notifies: ['registrant'],
    },
    { from: 'applied', to: 'declined', verb: 'decline', by: ['host'], notifies: ['registrant'] },
    { from: 'applied', to: 'cancelled', verb: 'cancel', by: ['registrant'], notifies: ['host'] },
    {
      from: 'waitlisted',
      to: 'confirmed',
      verb: 'confirm',
      by: ['host', 'system'],
      notifies: ['registrant'],
    },
    { from: 'waitlisted', to: 'declined', verb: 'decline', by: ['host'], notifies: ['registrant'] },
    { from: 'waitlisted', to: 'cancelled', verb: 'cancel', by: ['registrant'], notifies: ['host'] },
    {
      from: 'applied',
      to: 'waitlisted',
      verb: 'waitlist',
      by: ['host', 'system'],
      notifies: ['registrant'],
    },
    {
      from: 'confirmed',
      to: 'checked_in',
      verb: 'check_in',
      by: ['registrant', 'host'],
      notifies: ['host'],
    },
    { from: 'confirmed', to: 'cancelled', verb: 'cancel', by: ['registrant'], notifies: ['host'] },
    { from: 'confirmed', to: 'declined', verb: 'remove', by: ['host'], notifies: ['registrant'] },
    {
      from: 'declined',
      to: 'confirmed',
      verb: 'readmit',
      by: ['host'],
      notifies: ['registrant'],
    },
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

/**
 * 抢单轮次. It closes by itself at its time, and when the session goes into a break, into talks or ends; the host may close it
 * earlier, give it more minutes, or open it again soon after.
 */
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
    {
      from: 'closed',
      to: 'open',
      verb: 'reopen',
      by: ['host'],
      notifies: ['room'],
      guard: 'reopen_minutes',
    },
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
/** States in which nobody comes any more. */
export const overStates: readonly SessionState[] = ['ended', 'archived', 'cancelled']
/** Registrations that hold a place, and open the door of the room. */
export const admitted: readonly RegistrationState[] = ['confirmed', 'checked_in', 'attended']

export const isRoundOpen = (state: RoundState): boolean => state === 'open' || state === 'extended'

export const itemKinds = ['words', 'request', 'product'] as const
export type ItemKind = (typeof itemKinds)[number]

/** Kinds of questions that a host's form of registration asks. */
export const questionKinds = ['text', 'choice', 'number', 'tick'] as const
export type QuestionKind = (typeof questionKinds)[number]

export interface Question {
  id: string
  kind: QuestionKind
  label: string
  /** Of a choice. */
  options: readonly string[]
  required: boolean
}

/** How many may come in a part, and whether the host decides on each. */
export interface Place {
  capacity: number | null
  approval: boolean
}

/** Parts that people register for by themselves. */
export const openParts = ['delegate', 'observer'] as const
export type OpenPart = (typeof openParts)[number]

/** Minutes before the start at which a host may have people reminded: 7 days, 3 days, 1 day, 3 hours, 1 hour, 15 minutes. */
export const reminderMinutes = [10_080, 4320, 1440, 180, 60, 15] as const

/** States in which a person at the door is checked in. */
export const doorStates: readonly SessionState[] = ['published', 'lobby', 'live', 'break', 'talks']
