import { z } from 'zod'
import { words } from '../financing/terms.ts'
import { defineMachine } from '../state-machine.ts'

/** W2 对接单: one request and one institution. Offers and disbursements move it through their own verbs. */
export const threadMachine = defineMachine({
  noun: 'thread',
  states: [
    'open',
    'contacted',
    'in_diligence',
    'offered',
    'accepted',
    'disbursed',
    'settled',
    'declined',
    'refused',
    'released',
    'withdrawn',
  ],
  initial: ['open'],
  ends: ['settled', 'declined', 'refused', 'released', 'withdrawn'],
  transitions: [
    {
      from: 'open',
      to: 'contacted',
      verb: 'contact',
      by: ['institution'],
      notifies: ['enterprise'],
      deadline: 'diligence',
    },
    {
      from: 'contacted',
      to: 'in_diligence',
      verb: 'investigate',
      by: ['institution'],
      notifies: ['enterprise'],
      deadline: 'diligence',
    },
    { from: 'open', to: 'offered', verb: 'offer', by: ['institution'], notifies: ['enterprise'] },
    {
      from: 'contacted',
      to: 'offered',
      verb: 'offer',
      by: ['institution'],
      notifies: ['enterprise'],
    },
    {
      from: 'in_diligence',
      to: 'offered',
      verb: 'offer',
      by: ['institution'],
      notifies: ['enterprise'],
    },
    {
      from: 'offered',
      to: 'in_diligence',
      verb: 'lapse',
      by: ['market'],
      notifies: ['institution', 'enterprise'],
      deadline: 'diligence',
    },
    {
      from: 'offered',
      to: 'accepted',
      verb: 'accept',
      by: ['enterprise', 'institution'],
      notifies: ['institution', 'enterprise'],
      deadline: 'disburse',
    },
    {
      from: 'accepted',
      to: 'disbursed',
      verb: 'disburse',
      by: ['market'],
      notifies: ['institution', 'enterprise'],
    },
    {
      from: 'disbursed',
      to: 'settled',
      verb: 'settle',
      by: ['institution'],
      notifies: ['enterprise'],
    },
    {
      from: 'open',
      to: 'declined',
      verb: 'decline',
      by: ['institution'],
      notifies: ['enterprise', 'officer'],
    },
    {
      from: 'contacted',
      to: 'declined',
      verb: 'decline',
      by: ['institution'],
      notifies: ['enterprise', 'officer'],
    },
    {
      from: 'in_diligence',
      to: 'declined',
      verb: 'decline',
      by: ['institution'],
      notifies: ['enterprise', 'officer'],
    },
    {
      from: 'offered',
      to: 'declined',
      verb: 'decline',
      by: ['institution'],
      notifies: ['enterprise', 'officer'],
    },
    {
      from: 'accepted',
      to: 'declined',
      verb: 'decline',
      by: ['institution'],
      notifies: ['enterprise', 'officer'],
    },
    {
      from: 'open',
      to: 'released',
      verb: 'release',
      by: ['institution'],
      notifies: ['enterprise'],
    },
    {
      from: 'contacted',
      to: 'released',
      verb: 'release',
      by: ['institution'],
      notifies: ['enterprise'],
    },
    {
      from: 'in_diligence',
      to: 'released',
      verb: 'release',
      by: ['institution'],
      notifies: ['enterprise'],
    },
    { from: 'open', to: 'refused', verb: 'refuse', by: ['enterprise'], notifies: ['institution'] },
    {
      from: 'contacted',
      to: 'refused',
      verb: 'refuse',
      by: ['enterprise'],
      notifies: ['institution'],
    },
    {
      from: 'in_diligence',
      to: 'refused',
      verb: 'refuse',
      by: ['enterprise'],
      notifies: ['institution'],
    },
    {
      from: 'offered',
      to: 'refused',
      verb: 'refuse',
      by: ['enterprise'],
      notifies: ['institution'],
    },
    { from: 'open', to: 'withdrawn', verb: 'withdraw', by: ['market'], notifies: ['institution'] },
    {
      from: 'contacted',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['market'],
      notifies: ['institution'],
    },
    {
      from: 'in_diligence',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['market'],
      notifies: ['institution'],
    },
    {
      from: 'offered',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['market'],
      notifies: ['institution'],
    },
  ],
})

export type ThreadState = (typeof threadMachine.states)[number]
export type ThreadVerb = (typeof threadMachine.transitions)[number]['verb']

/** These free their place in the request's cap. */
export const terminatedStates = [
  'declined',
  'refused',
  'released',
  'withdrawn',
] as const satisfies ThreadState[]

/** Before the enterprise has chosen. */
export const undecidedStates = [
  'open',
  'contacted',
  'in_diligence',
  'offered',
] as const satisfies ThreadState[]

export const isLive = (state: ThreadState): boolean =>
  !(terminatedStates as readonly ThreadState[]).includes(state)

/** The way of a thread that goes well, in order. */
export const happyPath = [
  'open',
  'contacted',
  'in_diligence',
  'offered',
  'accepted',
  'disbursed',
  'settled',
] as const

/** Why an institution declines (W6): the repairable ones come first. */
export const declineReasons = [
  'materials_missing',
  'collateral_insufficient',
  'financials_unclear',
  'credit_record',
  'policy_excluded',
  'amount_unsuitable',
  'enterprise_unreachable',
  'other',
] as const
export type DeclineReason = (typeof declineReasons)[number]

export const declineSchema = z.object({
  reasonCode: z.enum(declineReasons),
  reason: words(500).optional(),
})

export const reasonSchema = z.object({ reason: words(500).optional() })

export interface Stage {
  state: ThreadState
  /** Whose terms lie on the table, when an offer does. */
  offerSide: 'institution' | 'enterprise' | null
  /** Which sides have said what was paid out. */
  confirmed: readonly ('institution' | 'enterprise')[]
}

/** In these somebody has the ball. */
export const activeStates = ['open', 'contacted', 'in_diligence', 'offered', 'accepted'] as const

/** Who has the ball: the side that can bring the thread on, or nobody when it is over. */
export function whoseTurn({
  state,
  offerSide,
  confirmed,
}: Stage): 'institution' | 'enterprise' | 'both' | null {
  switch (state) {
    case 'open':
    case 'contacted':
    case 'in_diligence':
      return 'institution'
    case 'offered':
      return offerSide === 'enterprise' ? 'institution' : 'enterprise'
    case 'accepted':
      if (confirmed.length === 2) return 'both'
      return confirmed.includes('institution') ? 'enterprise' : 'institution'
    default:
      return null
  }
}
