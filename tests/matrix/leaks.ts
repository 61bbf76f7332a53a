import type { Canaries, Perch } from './canaries.ts'
import type { Knowledge } from './policy/knowledge.ts'
import type { Audience, Key, Policy } from './policy/policy.ts'

/** Whether who holds these keys may know a column's value in a row. */
export type Knows = (perch: Perch, keys: ReadonlySet<Key>) => boolean

export function createKnows(policy: Policy, know: Knowledge): Knows {
  return ({ table, column, row }, keys) => {
    const to: Audience = policy[table]!.but?.[column] ?? policy[table]!.to
    return to(row, know).some((key) => keys.has(key))
  }
}

/** Tells which canaries of a text its reader has no business with. */
export type LeakFinder = (text: string, keys: ReadonlySet<Key>) => string[]

export const createLeakFinder =
  (canaries: Canaries, knows: Knows): LeakFinder =>
  (text, keys) =>
    canaries
      .find(text)
      .filter((perch) => !knows(perch, keys))
      .map(({ table, column }) => `${table}.${column}`)
