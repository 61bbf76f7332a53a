import type { Socket } from 'socket.io'

/** Which open pages wait for which topics. They are told that something changed, never what. */
export interface Topics {
  /**
   * Tells at once of what changed lately: the page may have been read before, and come to listen after.
   * @returns the topics that the connection now waits for
   */
  listen(socket: Socket, topics: readonly string[]): string[]
  unlisten(socket: Socket, topics: readonly string[]): void
  drop(socket: Socket): void
  tell(topic: string): void
  /** Tells of all topics: any may have changed. */
  tellAll(): void
  close(): void
}

/** Changes within this time are told once. */
const gatherMs = 100
const mostTopics = 50
/** So long a page may take from being read to listening, on a slow phone. */
const latelyMs = 60_000

export function createTopics(): Topics {
  const listeners = new Map<string, Set<Socket>>()
  const heldBy = new Map<Socket, Set<string>>()
  const waiting = new Map<string, NodeJS.Timeout>()
  /** When each topic changed, the latest last; what is long past is forgotten. */
  const changedAt = new Map<string, number>()
  let allChangedAt = Number.NEGATIVE_INFINITY

  function remember(topic: string): void {
    const now = performance.now()
    changedAt.delete(topic)
    changedAt.set(topic, now)
    for (const [old, at] of changedAt) {
      if (now - at <= latelyMs) break
      changedAt.delete(old)
    }
  }

  const changedLately = (topic: string): boolean =>
    performance.now() - Math.max(changedAt.get(topic) ?? allChangedAt, allChangedAt) <= latelyMs

  function tell(topic: string): void {
    if (!listeners.has(topic) || waiting.has(topic)) return
    const timer = setTimeout(() => {
      waiting.delete(topic)
      for (const socket of listeners.get(topic) ?? []) socket.emit('topic', { topic })
    }, gatherMs)
    waiting.set(topic, timer)
  }

  function forget(socket: Socket, topic: string): void {
    const sockets = listeners.get(topic)
    sockets?.delete(socket)
    if (sockets?.size === 0) listeners.delete(topic)
  }

  return {
    listen(socket, topics) {
      const held = heldBy.get(socket) ?? new Set()
      heldBy.set(socket, held)
      for (const topic of topics) {
        if (held.size >= mostTopics) break
        held.add(topic)
        const sockets = listeners.get(topic) ?? new Set()
        listeners.set(topic, sockets.add(socket))
      }
      const waited = topics.filter((topic) => held.has(topic))
      for (const topic of waited.filter(changedLately)) socket.emit('topic', { topic })
      return waited
    },
    unlisten(socket, topics) {
      for (const topic of topics) {
        heldBy.get(socket)?.delete(topic)
        forget(socket, topic)
      }
    },
    drop(socket) {
      for (const topic of heldBy.get(socket) ?? []) forget(socket, topic)
      heldBy.delete(socket)
    },
    tell(topic) {
      remember(topic)
      tell(topic)
    },
    tellAll() {
      allChangedAt = performance.now()
      for (const topic of listeners.keys()) tell(topic)
    },
    close() {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
