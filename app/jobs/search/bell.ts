export interface Bell {
  ring(): void
  /** Forgets that it rang. */
  hush(): void
  /** Resolves when it rings, at once when it rang since `hush`, and after this long in any case. */
  heard(withinMs: number): Promise<void>
}

/** Says that there may be something to do; who looks first hushes it, so that no ring is missed. */
export function createBell(): Bell {
  const waiting = new Set<() => void>()
  let rung = false
  return {
    ring() {
      rung = true
      for (const wake of waiting) wake()
    },
    hush() {
      rung = false
    },
    heard: (withinMs) =>
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
