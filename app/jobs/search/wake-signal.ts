export interface WakeSignal {
  set(): void
  /** Forgets that it rang. */
  reset(): void
  /** Resolves when it rings, at once when it rang since `hush`, and after this long in any case. */
  wait(withinMs: number): Promise<void>
}

/** Says that there may be something to do; who looks first hushes it, so that no ring is missed. */
export function createWakeSignal(): WakeSignal {
  const waiting = new Set<() => void>()
  let rung = false
  return {
    set() {
      rung = true
      for (const wake of waiting) wake()
    },
    reset() {
      rung = false
    },
    wait: (withinMs) =>
      new Promise((resolve) => {
        if (rung) return resolve()
        const timer = setTimeout(() => wake(), withinMs)
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
      }),
  }
}
