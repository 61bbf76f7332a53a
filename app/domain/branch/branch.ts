import { z } from 'zod'
import { type Acting, type Actor, hasRole, isVerified } from '../actor.ts'
import { isUscc, normalizeUscc } from '../organization/uscc.ts'
import { defineMachine } from '../state-machine.ts'

/** How an institution becomes the branch of another: it asks, the head office accepts, either ends it. */
export const branchMachine = defineMachine({
  noun: 'branch_link',
  states: ['asked', 'accepted', 'declined', 'withdrawn', 'ended'],
  initial: ['asked'],
  ends: ['declined', 'withdrawn', 'ended'],
  transitions: [
    { from: 'asked', to: 'accepted', verb: 'accept', by: ['head'], notifies: ['branch'] },
    { from: 'asked', to: 'declined', verb: 'decline', by: ['head'], notifies: ['branch'] },
    { from: 'asked', to: 'withdrawn', verb: 'withdraw', by: ['branch'], notifies: ['head'] },
    {
      from: 'accepted',
      to: 'ended',
      verb: 'end',
      by: ['head', 'branch'],
      notifies: ['head', 'branch'],
    },
  ],
})
export type BranchState = (typeof branchMachine.states)[number]
export type BranchVerb = (typeof branchMachine.transitions)[number]['verb']

export const headSchema = z.object({
  uscc: z.string().transform(normalizeUscc).pipe(z.string().refine(isUscc, 'uscc')),
})

/** Owners bind their institution to another. */
export const mayLinkBranches = (actor: Actor | null): actor is Acting =>
  isVerified(actor) && actor.organization.kind === 'institution' && hasRole(actor, 'owner')

/** A head office's owner and its managers see to the branches' threads. */
export const mayOversee = (actor: Actor | null, headId: string | null): actor is Acting =>
  isVerified(actor) &&
  headId !== null &&
  actor.organization.id === headId &&
  hasRole(actor, 'owner', 'branch_manager')
