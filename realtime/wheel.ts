/**
 * Spreads many takers evenly over an interval: each has its turn once per interval, in one of many slots.
 * Serving all at one instant would block the process and delay the last by as long as all of them take.
 */
export interface Wheel<T> {
  add(one: T): void
  remove(one: T): void
  stop(): void
}

const slotMs = 5

export function createWheel<T>(intervalMs: number, turn: (one: T, now: number) => void): Wheel<T> {
  const slots = Array.from(
    { length: Math.max(1, Math.round(intervalMs / slotMs)) },
    () => new Set<T>(),
  )
  const places = new Map<T, Set<T>>()
  let next = 0
  let timer: NodeJS.Timeout | undefined
  let last = 0

  function tick() {
    const now = Date.now()
    const due = Math.min(slots.length, Math.floor((now - last) / slotMs))
    if (due === 0) return
    last = now - ((now - last) % slotMs)
    for (let count = 0; count < due; count++) {
      for (const one of slots[next] ?? []) turn(one, now)
      next = (next + 1) % slots.length
    }
  }
  function start() {
    last = Date.now()
    timer ??= setInterval(tick, slotMs)
  }
  function stop() {
    clearInterval(timer)
    timer = undefined
  }
  return {
    add(one) {
      const emptiest = slots.reduce((least, slot) => (slot.size < least.size ? slot : least))
      emptiest.add(one)
      places.set(one, emptiest)
      if (places.size === 1) start()
    },
    remove(one) {
      places.get(one)?.delete(one)
      places.delete(one)
      if (places.size === 0) stop()
    },
    stop,
  }
}
