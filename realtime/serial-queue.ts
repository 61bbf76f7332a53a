/** One piece of work at a time, in order; a bounded number waits. */
export interface SerialQueue {
  /**
   * Runs `work` when those before it are done and `delayMs` have passed.
   * @returns null, without having run it, when too many wait already
   */
  run<T>(work: () => Promise<T>, delayMs: number): Promise<T> | null
}

export function createSerialQueue(most: number): SerialQueue {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(work, delayMs) {
      if (waiting > most) return null
      waiting++
      const turn = last.then(async () => {
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
        return work()
      })
      last = turn.catch(() => {}).finally(() => waiting--)
      return turn
    },
  }
}
