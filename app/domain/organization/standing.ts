import { defineMachine } from '../state-machine.ts'

/**
 * W1 入驻: how an organisation comes to stand in the market. What people ask for on the way is an application
 * (../standing/standing.ts); the organisation moves when the last word on it is said.
 */
export const standingMachine = defineMachine({
  noun: 'organization',
  states: [
    'listed',
    'takeover_pending',
    'draft',
    'submitted',
    'returned',
    'verified',
    'rejected',
    'suspended',
    'deregistered',
  ],
  initial: ['listed', 'draft'],
  ends: ['rejected', 'deregistered'],
  transitions: [
    step('listed', 'claim', 'takeover_pending', 'applicant', ['officer']),
    step('takeover_pending', 'verify', 'verified', 'officer', ['applicant']),
    step('takeover_pending', 'decline', 'listed', 'officer', ['applicant']),
    step('takeover_pending', 'withdraw', 'listed', 'applicant', ['officer']),
    step('listed', 'delist', 'deregistered', 'officer', ['applicant']),
    step('draft', 'submit', 'submitted', 'applicant', ['officer']),
    step('submitted', 'return', 'returned', 'officer', ['applicant']),
    step('returned', 'submit', 'submitted', 'applicant', ['officer']),
    step('submitted', 'withdraw', 'draft', 'applicant', ['officer']),
    step('returned', 'withdraw', 'draft', 'applicant', ['officer']),
    step('submitted', 'verify', 'verified', 'officer', ['applicant']),
    step('submitted', 'reject', 'rejected', 'officer', ['applicant']),
    step('rejected', 'uphold', 'verified', 'officer', ['applicant']),
    step('returned', 'uphold', 'verified', 'officer', ['applicant']),
    step('listed', 'uphold', 'verified', 'officer', ['applicant']),
    step('verified', 'transfer', 'verified', 'officer', ['applicant', 'owner']),
    step('verified', 'suspend', 'suspended', 'officer', ['owner']),
    step('suspended', 'restore', 'verified', 'officer', ['owner']),
    step('verified', 'deregister', 'deregistered', 'officer', ['owner']),
    step('suspended', 'deregister', 'deregistered', 'officer', ['owner']),
  ],
})

function step<
  const F extends string,
  const V extends string,
  const T extends string,
  const B extends 'applicant' | 'officer',
>(from: F, verb: V, to: T, by: B, notifies: readonly ('applicant' | 'officer' | 'owner')[]) {
  return { from, to, verb, by: [by] as const, notifies }
}

/** Standings in which a credit code is only claimed: nobody has yet looked at a licence and let the organisation in. */
export const unprovenStandings = [
  'draft',
  'submitted',
  'returned',
  'rejected',
] as const satisfies Standing[]

/** Days after which a draft that nobody touched is deleted. */
export const DRAFT_DAYS = 30

export type Standing = (typeof standingMachine.states)[number]
export type StandingVerb = (typeof standingMachine.transitions)[number]['verb']
