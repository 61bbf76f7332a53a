/**
 * Spreads many takers evenly over an interval: each has its turn once per interval, in one of many slots.
 * Serving all at one instant would block the process and delay the last by as long as all of them take.
 */
export interface StaggeredScheduler<T> {
  add(one: T): void
  remove(one: T): void
  stop(): void
}

const slotMs = 5
/** Takers are served no longer than this at a stretch: what came in meanwhile, commands and their answers, goes first. */
const stretchMs = 2
const turnsBetweenLooks = 8

export function createStaggeredScheduler<T>(
  intervalMs: number,
  turn: (item: T, now: number) => void,
): StaggeredScheduler<T> {
  const slots = Array.from(
    { length: Math.max(1, Math.round(intervalMs / slotMs)) },
    () => new Set<T>(),
  )
  const places = new Map<T, Set<T>>()
  /** Whose turn has come. Who waits for one has no second. */
  const due = new Set<T>()
  let next = 0
  let timer: NodeJS.Timeout | undefined
  let rest: NodeJS.Immediate | undefined
  let last = 0

  function tick() {
    const now = Date.now()
    const passed = Math.min(slots.length, Math.floor((now - last) / slotMs))
    if (passed === 0) return
    last = now - ((now - last) % slotMs)
    for (let count = 0; count < passed; count++) {
      for (const one of slots[next] ?? []) due.add(one)
      next = (next + 1) % slots.length
    }
    if (!rest) serve()
  }
  function serve() {
    const now = Date.now()
    const until = performance.now() + stretchMs
    let turns = 0
    for (const one of due) {
      due.delete(one)
      turn(one, now)
      if (++turns % turnsBetweenLooks === 0 && performance.now() > until) break
    }
    rest = due.size > 0 ? setImmediate(serve) : undefined
  }
  function start() {
    last = Date.now()
    timer ??= setInterval(tick, slotMs)
  }
  function stop() {
    clearInterval(timer)
    clearImmediate(rest)
    timer = rest = undefined
    due.clear()
  }
  return {
    add(item) {
      const emptiest = slots.reduce((least, slot) => (slot.size < least.size ? slot : least))
      emptiest.add(item)
      places.set(item, emptiest)
      if (places.size === 1) start()
    },
    remove(item) {
      places.get(item)?.delete(item)
      places.delete(item)
      due.delete(item)
      if (places.size === 0) stop()
    },
    stop,
  }
}
