import type { Socket } from 'socket.io'

/** Which open pages wait for which topics. They are told that something changed, never what. */
export interface Topics {
  /** @returns the topics that the connection now waits for */
  listen(socket: Socket, topics: readonly string[]): string[]
  unlisten(socket: Socket, topics: readonly string[]): void
  drop(socket: Socket): void
  tell(topic: string): void
  close(): void
}

/** Changes within this time are told once. */
const gatherMs = 100
const mostTopics = 50

export function createTopics(): Topics {
  const listeners = new Map<string, Set<Socket>>()
  const heldBy = new Map<Socket, Set<string>>()
  const waiting = new Map<string, NodeJS.Timeout>()

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
      return topics.filter((topic) => held.has(topic))
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
      if (!listeners.has(topic) || waiting.has(topic)) return
      const timer = setTimeout(() => {
        waiting.delete(topic)
        for (const socket of listeners.get(topic) ?? []) socket.emit('topic', { topic })
      }, gatherMs)
      waiting.set(topic, timer)
    },
    close() {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
