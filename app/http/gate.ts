import { refuseBusy } from './busy.ts'

/** How much of a gate one person or network may have. */
export interface Share {
  /** Whose share it is. */
  key: string
  /** Pieces of work that go on at once. */
  atOnce: number
  /** Pieces of work that wait; further ones are refused. */
  waiting: number
}

/** Lets a fixed number of pieces of work go on at once; the next ones wait, and beyond that are refused. */
export interface Gate {
  /**
   * Waits for a place. Whoever has all of their own share waits without keeping others waiting.
   * @param shares of whom the work is counted, besides the number of all
   * @returns a function that gives the place back; further calls of it do nothing
   * @throws {Refusal} `unavailable` with the seconds to wait when too many wait already
   */
  enter(shares?: readonly Share[]): Promise<() => void>
  /** Runs `work` when there is room. @throws {Refusal} as `enter` does */
  pass<T>(work: () => Promise<T>, shares?: readonly Share[]): Promise<T>
}

interface Waiting {
  shares: readonly Share[]
  admit: () => void
}

/** Numbers by key, from which a key is removed at nothing. */
function createTally() {
  const counts = new Map<string, number>()
  const of = (key: string) => counts.get(key) ?? 0
  return {
    of,
    add(shares: readonly Share[], change: 1 | -1) {
      for (const { key } of shares) {
        const count = of(key) + change
        if (count > 0) counts.set(key, count)
        else counts.delete(key)
      }
    },
  }
}

export function createGate({ atOnce, waiting }: { atOnce: number; waiting: number }): Gate {
  let running = 0
  const queue = new Set<Waiting>()
  const [going, queued] = [createTally(), createTally()]

  const hasRoom = (shares: readonly Share[]): boolean =>
    running < atOnce && shares.every((share) => going.of(share.key) < share.atOnce)
  const mayWait = (shares: readonly Share[]): boolean =>
    queue.size < waiting && shares.every((share) => queued.of(share.key) < share.waiting)

  function take(shares: readonly Share[]): void {
    running++
    going.add(shares, 1)
  }

  /** Gives places to those who have waited longest among those whose shares have room. */
  function admitNext(): void {
    for (const next of queue) {
      if (running >= atOnce) return
      if (!hasRoom(next.shares)) continue
      queue.delete(next)
      queued.add(next.shares, -1)
      take(next.shares)
      next.admit()
    }
  }

  async function enter(shares: readonly Share[] = []): Promise<() => void> {
    if (hasRoom(shares)) take(shares)
    else {
      if (!mayWait(shares)) throw refuseBusy()
      queued.add(shares, 1)
      await new Promise<void>((admit) => queue.add({ shares, admit }))
    }
    let left = false
    return () => {
      if (left) return
      left = true
      running--
      going.add(shares, -1)
      admitNext()
    }
  }

  return {
    enter,
    async pass(work, shares) {
      const leave = await enter(shares)
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}

/** Returns a gate through which all work counts as that of the given shares. */
export const withShares = (gate: Gate, shares: readonly Share[]): Gate => ({
  enter: (more = []) => gate.enter([...shares, ...more]),
  pass: (work, more = []) => gate.pass(work, [...shares, ...more]),
})
