import { refuseBusy } from './busy.ts'

/** Lets a fixed number of pieces of work go on at once; the next ones wait, and beyond that are refused. */
export interface Gate {
  /** Runs `work` when there is room. @throws {Refusal} `unavailable` with the seconds to wait when too many wait already */
  pass<T>(work: () => Promise<T>): Promise<T>
}

export function createGate({ atOnce, waiting }: { atOnce: number; waiting: number }): Gate {
  let running = 0
  const queue: (() => void)[] = []

  async function enter(): Promise<void> {
    if (running < atOnce) {
      running++
      return
    }
    if (queue.length >= waiting) throw refuseBusy()
    // Whoever leaves hands the place on, so that it is never counted free in between.
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  function leave(): void {
    const next = queue.shift()
    if (next) next()
    else running--
  }

  return {
    async pass(work) {
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
