import { defineMachine } from '../state-machine.ts'

/** What can be taken in from a file. */
export const importKindNames = ['enterprises', 'products', 'listings'] as const
export type ImportKindName = (typeof importKindNames)[number]

export const isImportKind = (name: string): name is ImportKindName =>
  (importKindNames as readonly string[]).includes(name)

/** A file on its way in: looked through first, as often as one likes, then taken in. */
export const importMachine = defineMachine({
  noun: 'import_run',
  states: ['uploaded', 'checking', 'checked', 'running', 'done', 'failed'],
  initial: ['uploaded'],
  ends: ['done', 'failed'],
  transitions: [
    { from: 'uploaded', to: 'checking', verb: 'check', by: ['officer'], notifies: ['officer'] },
    { from: 'checked', to: 'checking', verb: 'check', by: ['officer'], notifies: ['officer'] },
    { from: 'checking', to: 'checked', verb: 'finish', by: ['market'], notifies: ['officer'] },
    { from: 'checking', to: 'failed', verb: 'fail', by: ['market'], notifies: ['officer'] },
    { from: 'checked', to: 'running', verb: 'take_in', by: ['officer'], notifies: ['officer'] },
    { from: 'running', to: 'done', verb: 'finish', by: ['market'], notifies: ['officer'] },
    { from: 'running', to: 'failed', verb: 'fail', by: ['market'], notifies: ['officer'] },
  ],
})

export type ImportState = (typeof importMachine.states)[number]
export type ImportVerb = (typeof importMachine.transitions)[number]['verb']

/** Faults that are kept of a run; more than these nobody mends one by one. */
export const MAX_REPORTED_FAULTS = 5000
