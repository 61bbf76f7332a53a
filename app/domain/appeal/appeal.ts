import { z } from 'zod'
import { words } from '../financing/terms.ts'
import { defineMachine } from '../state-machine.ts'

/** 申诉: a refusal by an officer is contested once and decided by another officer (DOMAIN.md §3). */
export const appealMachine = defineMachine({
  noun: 'appeal',
  states: ['raised', 'upheld', 'dismissed', 'withdrawn'],
  initial: ['raised'],
  ends: ['upheld', 'dismissed', 'withdrawn'],
  transitions: [
    {
      from: 'raised',
      to: 'upheld',
      verb: 'uphold',
      by: ['officer'],
      notifies: ['appellant'],
      guard: 'another_officer',
    },
    {
      from: 'raised',
      to: 'dismissed',
      verb: 'dismiss',
      by: ['officer'],
      notifies: ['appellant'],
      guard: 'another_officer',
    },
    {
      from: 'raised',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['appellant'],
      notifies: ['officer'],
    },
  ],
})
export type AppealState = (typeof appealMachine.states)[number]
export type AppealVerb = (typeof appealMachine.transitions)[number]['verb']

/** What officers refuse. */
export const appealKinds = [
  'standing_application',
  'organization',
  'product',
  'request',
  'listing',
] as const
export type AppealKind = (typeof appealKinds)[number]

/** Working days that the other officer has. */
export const appealDays = 5

export const appealReasonSchema = words(1000).min(4)
export const appealKindSchema = z.enum(appealKinds)
