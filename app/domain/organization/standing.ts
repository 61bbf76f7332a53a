import { defineMachine } from '../machine.ts'

/** W1 入驻: how an organisation comes to stand in the market. */
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
    {
      from: 'listed',
      to: 'takeover_pending',
      verb: 'claim',
      by: ['applicant'],
      notifies: ['officer'],
    },
    {
      from: 'takeover_pending',
      to: 'verified',
      verb: 'verify',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'takeover_pending',
      to: 'listed',
      verb: 'decline',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'takeover_pending',
      to: 'listed',
      verb: 'withdraw',
      by: ['applicant'],
      notifies: ['officer'],
    },
    { from: 'listed', to: 'deregistered', verb: 'delist', by: ['officer'], notifies: ['officer'] },
    { from: 'draft', to: 'submitted', verb: 'submit', by: ['applicant'], notifies: ['officer'] },
    { from: 'submitted', to: 'returned', verb: 'return', by: ['officer'], notifies: ['applicant'] },
    { from: 'submitted', to: 'draft', verb: 'withdraw', by: ['applicant'], notifies: ['officer'] },
    { from: 'returned', to: 'submitted', verb: 'submit', by: ['applicant'], notifies: ['officer'] },
    { from: 'submitted', to: 'verified', verb: 'verify', by: ['officer'], notifies: ['applicant'] },
    { from: 'submitted', to: 'rejected', verb: 'reject', by: ['officer'], notifies: ['applicant'] },
    {
      from: 'verified',
      to: 'suspended',
      verb: 'suspend',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'suspended',
      to: 'verified',
      verb: 'restore',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'verified',
      to: 'deregistered',
      verb: 'deregister',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'suspended',
      to: 'deregistered',
      verb: 'deregister',
      by: ['officer'],
      notifies: ['applicant'],
    },
  ],
})

export type Standing = (typeof standingMachine.states)[number]
export type StandingVerb = (typeof standingMachine.transitions)[number]['verb']
