import type { CommandAnswer, RefusalMessage } from './protocol.ts'

/** Commands that wait for their answer. Each has an id of its own and is sent again with it until it is acknowledged. */
export interface PendingCommands {
  send(type: string, body: unknown): Promise<CommandAnswer>
  /** The way is open: sends what waits. */
  open(): void
  /** The way is shut for now: keeps what waits. */
  hold(): void
  /** The way is shut for good: what waits gets this refusal. */
  stop(refusal: RefusalMessage): void
}

interface Waiting {
  id: string
  type: string
  body: unknown
  answered: (answer: CommandAnswer) => void
}

const againAfterMs = 500

export function createPendingCommands(
  deliver: (command: { id: string; type: string; body: unknown }) => Promise<CommandAnswer>,
  onPending: (count: number) => void,
): PendingCommands {
  const waiting = new Map<string, Waiting>()
  const underWay = new Set<string>()
  let isOpen = false
  let stopped: RefusalMessage | null = null

  async function attempt(item: Waiting): Promise<void> {
    if (!isOpen || underWay.has(item.id)) return
    underWay.add(item.id)
    const { id, type, body } = item
    const answer = await deliver({ id, type, body }).catch(() => null)
    underWay.delete(id)
    if (answer && (answer.ok || answer.refusal.refusal !== 'unavailable'))
      return settle(item, answer)
    setTimeout(() => waiting.has(id) && void attempt(item), againAfterMs)
  }

  function settle(item: Waiting, answer: CommandAnswer): void {
    if (!waiting.delete(item.id)) return
    onPending(waiting.size)
    item.answered(answer)
  }

  return {
    send(type, body) {
      if (stopped) return Promise.resolve({ ok: false, refusal: stopped })
      return new Promise((answered) => {
        const one: Waiting = { id: newId(), type, body, answered }
        waiting.set(one.id, one)
        onPending(waiting.size)
        void attempt(one)
      })
    },
    open() {
      isOpen = true
      stopped = null
      for (const one of waiting.values()) void attempt(one)
    },
    hold() {
      isOpen = false
    },
    stop(refusal) {
      isOpen = false
      stopped = refusal
      for (const one of [...waiting.values()]) settle(one, { ok: false, refusal })
    },
  }
}

/** `crypto.randomUUID` exists in secure contexts only; a hall's screen may be served over plain HTTP. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex)
}
