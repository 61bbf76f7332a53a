/** What the instrumented modules ask at run time; one registry for those that Node loads and those of the built pages. */
export interface MutantSwitch {
  /** The one that is on now. */
  active: string | null
  /** Since it was cleared: conditions that would have turned out otherwise, clauses that were passed, SQL functions asked. */
  hit: Set<string>
  bool(id: string, value: unknown, without: boolean): unknown
  where<Q>(id: string, query: Q, clause: (query: Q) => Q): Q
  eb<E>(id: string, eb: { lit(value: boolean): E }, condition: () => E, without: boolean): E
  asks(functions: readonly string[]): void
}

declare global {
  var __mutants: MutantSwitch
}

globalThis.__mutants ??= {
  active: null,
  hit: new Set(),
  bool(id, value, without) {
    if (value instanceof Promise) {
      this.hit.add(id)
      return this.active === id ? value.then(() => without) : value
    }
    if (Boolean(value) !== without) this.hit.add(id)
    return this.active === id ? without : value
  },
  where(id, query, clause) {
    this.hit.add(id)
    return this.active === id ? query : clause(query)
  },
  eb(id, eb, condition, without) {
    this.hit.add(id)
    return this.active === id ? eb.lit(without) : condition()
  },
  asks(functions) {
    for (const one of functions) this.hit.add(one)
  },
}

export const mutants = globalThis.__mutants
