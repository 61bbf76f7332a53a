import type { Canaries } from './canaries.ts'
import type { Knowledge } from './policy/knowledge.ts'
import type { Audience, Key, Policy } from './policy/policy.ts'

/** Tells which canaries of a text its reader has no business with. */
export type LeakFinder = (text: string, keys: ReadonlySet<Key>) => string[]

export function createLeakFinder(canaries: Canaries, policy: Policy, know: Knowledge): LeakFinder {
  const audienceOf = (table: string, column: string): Audience =>
    policy[table]!.but?.[column] ?? policy[table]!.to
  return (text, keys) =>
    canaries
      .find(text)
      .filter(({ table, column, row }) => {
        const to = audienceOf(table, column)(row, know)
        return !to.some((key) => keys.has(key))
      })
      .map(({ table, column }) => `${table}.${column}`)
}
