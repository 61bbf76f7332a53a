/** A workflow as the help shows it. */
export interface MachineView {
  noun: string
  states: readonly string[]
  initial: readonly string[]
  ends: readonly string[]
  transitions: readonly {
    from: string
    to: string
    verb: string
    by: readonly string[]
    notifies: readonly string[]
    guard?: string | undefined
    deadline?: string | undefined
  }[]
}
