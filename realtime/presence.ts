import type { NotificationBus } from './ports.ts'

/** How many people are in each room, over all nodes: every node reports its own count now and then. */
export interface Presence {
  /** This node's own count. */
  set(room: string, count: number): void
  total(room: string): number
  /** True when the notification was a presence report. */
  hear(topic: string): boolean
  report(): void
  stop(): void
}

const gatherMs = 200

export function createPresence(
  node: string,
  notifications: NotificationBus,
  staleAfterMs: number,
  onChange: (room: string) => void,
): Presence {
  const own = new Map<string, number>()
  const others = new Map<string, Map<string, { count: number; at: number }>>()

  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  const send = (rooms: Iterable<string>) =>
    notifications.send([...rooms].map((room) => `presence:${node}:${own.get(room) ?? 0}:${room}`))

  /** Many who come at once are one report. */
  function sendSoon(room: string): void {
    changed.add(room)
    timer ??= setTimeout(() => {
      timer = undefined
      send(changed)
      changed.clear()
    }, gatherMs)
  }

  return {
    set(room, count) {
      if ((own.get(room) ?? 0) === count) return
      if (count > 0) own.set(room, count)
      else own.delete(room)
      sendSoon(room)
      onChange(room)
    },
    total(room) {
      const fresh = Date.now() - staleAfterMs
      let sum = own.get(room) ?? 0
      for (const { count, at } of others.get(room)?.values() ?? []) if (at > fresh) sum += count
      return sum
    },
    hear(topic) {
      const report = /^presence:([^:]+):(\d+):(.+)$/.exec(topic)
      if (!report) return false
      const [, from = '', count = '0', room = ''] = report
      if (from === node) return true
      const nodes = others.get(room) ?? new Map()
      if (count === '0') nodes.delete(from)
      else nodes.set(from, { count: Number(count), at: Date.now() })
      others.set(room, nodes)
      onChange(room)
      return true
    },
    report() {
      if (own.size > 0) send(own.keys())
      for (const room of own.keys()) onChange(room)
    },
    stop: () => clearTimeout(timer),
  }
}
