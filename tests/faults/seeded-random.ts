/** Random numbers that a seed repeats (mulberry32). */
export interface Chance {
  seed: number
  /** From 0 to below 1. */
  next(): number
  below(most: number): number
  anyOf<T>(list: readonly T[]): T
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number) => Math.floor(next() * most)
  return { seed, next, below, anyOf: (list) => list[below(list.length)]! }
}
