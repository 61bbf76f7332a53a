import { topic } from '#app/domain/events.ts'
import { lockProjection } from '#app/domain/search/index-queue.server.ts'
import type { Db } from '#db'
import type { IndexSlot, Search } from '#search'
import type { Services } from '../context.ts'
import { indexPending } from './search/index-worker.ts'
import { continueRebuild, inspectIndex } from './search/rebuild.ts'
import { createWakeSignal, type WakeSignal } from './search/wake-signal.ts'

export interface Projector {
  /** Finishes the turn under way and takes no other. */
  stop(): Promise<void>
  /** Waits until nothing is left to send, whichever node sends it. @returns false when the time ran out first */
  drain(options?: { withinMs?: number }): Promise<boolean>
}

/** What a turn came to: there may be more, there is nothing, another node is at it, or search is away. */
type PassResult = 'more' | 'idle' | 'taken' | 'away'

const waitMs: Record<PassResult, number> = { more: 0, idle: 1000, taken: 1000, away: 1000 }
const drainWaitMs = 50
/** So long a turn goes on taking what is marked; then it looks whether the index is still ours, and others may be next. */
const longestTurnMs = 10_000

/**
 * Keeps the index in step with Postgres: the market's only writer to search. Every node may run one; a lock lets one
 * of them work at a time, each turn in a transaction of its own, so a crash only means that a turn is taken again.
 */
export function startProjector({
  db,
  search,
  log,
}: Pick<Services, 'db' | 'search' | 'log'>): Projector {
  let stopping = false
  const wakeSignal = createWakeSignal()
  let away = false

  async function turn(): Promise<PassResult> {
    try {
      const result = await takeTurn(db, search, wakeSignal, () => stopping)
      if (away) log.info('search is back')
      away = false
      return result
    } catch (error) {
      if (!away) log.warn({ err: error }, 'search could not be brought up to date; trying again')
      away = true
      return 'away'
    }
  }

  /** Turns follow one another, whoever asks for them. */
  let last: Promise<unknown> = Promise.resolve()
  const nextTurn = (): Promise<PassResult> => {
    const next = last.then(() => (stopping ? 'idle' : turn()))
    last = next
    return next
  }

  async function run(): Promise<void> {
    while (!stopping) {
      wakeSignal.reset()
      const result = await nextTurn()
      if (!stopping && waitMs[result] > 0) await wakeSignal.wait(waitMs[result])
    }
  }

  const unlisten = db.notifications.subscribe((name) => {
    if (name === topic.search) wakeSignal.set()
  })
  const running = run()

  return {
    async stop() {
      stopping = true
      unlisten()
      wakeSignal.set()
      await running
      await last
    },
    async drain({ withinMs = 30_000 } = {}) {
      const until = performance.now() + withinMs
      while (performance.now() < until && !stopping) {
        const result = await nextTurn()
        if (result === 'idle') return true
        if (result !== 'more') await new Promise((resolve) => setTimeout(resolve, drainWaitMs))
      }
      return false
    },
  }
}

async function takeTurn(
  db: Db,
  search: Search,
  wakeSignal: WakeSignal,
  stopping: () => boolean,
): Promise<PassResult> {
  return db.transaction().execute(async (q) => {
    if (!(await lockProjection(q))) return 'taken'
    const { live, rebuild } = await inspectIndex(q, search)
    const targets: IndexSlot[] = [
      ...(live ? (['live'] as const) : []),
      ...(rebuild ? (['shadow'] as const) : []),
    ]
    const until = performance.now() + longestTurnMs
    const goOn = () => !rebuild && !stopping() && performance.now() < until
    const sent = await indexPending({ q, db, search, targets }, wakeSignal, goOn)
    if (rebuild) await continueRebuild(q, search, rebuild)
    return sent > 0 || rebuild ? 'more' : 'idle'
  })
}
