/** What a row of a file came to. */
export type Outcome = 'created' | 'updated' | 'unchanged'

/** Why a cell can't be used; `reason` is a key of the `import` messages. */
export interface Fault {
  column: string
  reason: string
  value: string
}

export type Parsed<T> = { facts: T } | { faults: Fault[] }

/** The cells of a row by the names of its columns. */
export type Cells = Readonly<Record<string, string>>
