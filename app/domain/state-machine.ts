import { refuse } from './refusal.ts'

/**
 * A workflow as a table. Buttons, refusals, the diagram in the help and the tests all read it.
 * `by` and `notifies` name parts that the noun defines (its owner, the institution, an officer, the system).
 */
export interface Transition<State extends string, Verb extends string, Part extends string> {
  from: State
  to: State
  verb: Verb
  by: readonly Part[]
  /** Who is told. Never empty. */
  notifies: readonly Part[]
  /** A condition beyond state and role, as a message key of `guard`. */
  guard?: string
  /** The stage whose clock starts with this step; its length in working days comes from the subject. */
  deadline?: string
}

export interface Machine<State extends string, Verb extends string, Part extends string> {
  noun: string
  /** In the order in which screens show them. */
  states: readonly State[]
  initial: readonly State[]
  ends: readonly State[]
  transitions: readonly Transition<State, Verb, Part>[]
}

export function defineMachine<
  const S extends string,
  const V extends string,
  const P extends string,
>(machine: Machine<S, V, P>): Machine<S, V, P> {
  return machine
}

export function findTransition<S extends string, V extends string, P extends string>(
  machine: Machine<S, V, P>,
  from: S,
  verb: V,
): Transition<S, V, P> | undefined {
  return machine.transitions.find(
    (transition) => transition.from === from && transition.verb === verb,
  )
}

/** The step that `verb` takes from here. @throws {Refusal} `conflict` where the table has none. */
export function getTransition<S extends string, V extends string, P extends string>(
  machine: Machine<S, V, P>,
  from: S,
  verb: V,
): Transition<S, V, P> {
  const step = findTransition(machine, from, verb)
  if (!step) {
    throw refuse('conflict', 'wrong_state', {
      params: { noun: machine.noun, state: from, verb },
    })
  }
  return step
}

/** The verbs that the holder of `parts` finds open in this state. */
export function availableActions<S extends string, V extends string, P extends string>(
  machine: Machine<S, V, P>,
  from: S,
  parts: readonly P[],
): V[] {
  return machine.transitions
    .filter(
      (transition) =>
        transition.from === from && transition.by.some((part) => parts.includes(part)),
    )
    .map((transition) => transition.verb)
}
