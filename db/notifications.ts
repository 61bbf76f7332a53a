import pg from 'pg'

/**
 * Hints say that something changed, to every node, at once and without a promise:
 * they travel by NOTIFY outside transactions, and whoever must not miss a change also looks from time to time.
 */
export interface NotificationBus {
  /** Sends topics to all nodes, this one too. Never throws: a lost notification costs only time. */
  send(topics: readonly string[]): void
  /**
   * Calls `hear` for each topic from now on; the result ends that.
   * @param missed called when the link stands again after it was lost: notifications of the meantime are gone
   */
  subscribe(hear: (topic: string) => void, missed?: () => void): () => void
  /** Resolves once the link that listens stands. */
  listening(): Promise<void>
  close(): Promise<void>
}

const channel = 'lianqiao_hint'
/** Nothing is lost with a notification, so its commit doesn't wait for the disk. */
const notify = "select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)"
/** NOTIFY takes 8,000 bytes at most. */
const topicsPerMessage = 100
const reconnectAfterMs = 500

export function createNotificationBus(
  pool: pg.Pool,
  listenUrl: string,
  onError: (error: Error) => void = () => {},
): NotificationBus {
  const listeners = new Set<Listener>()
  const link = createListenConnection(
    listenUrl,
    onError,
    (message) => {
      for (const topic of JSON.parse(message) as string[]) {
        for (const { hear } of listeners) hear(topic)
      }
    },
    () => {
      for (const { missed } of listeners) missed?.()
    },
  )
  const waiting = new Set<string>()
  let sending: Promise<void> | null = null

  /** One message at a time: what is hinted at meanwhile, however often, goes with the next. */
  async function sendWaiting(): Promise<void> {
    while (waiting.size > 0) {
      const topics = [...waiting].slice(0, topicsPerMessage)
      for (const topic of topics) waiting.delete(topic)
      await pool.query(notify, [channel, JSON.stringify(topics)]).catch(onError)
    }
    sending = null
  }

  return {
    send(topics) {
      for (const topic of topics) waiting.add(topic)
      if (waiting.size > 0) sending ??= sendWaiting()
    },
    subscribe(hear, missed) {
      const listener = { hear, missed }
      listeners.add(listener)
      link.open()
      return () => {
        listeners.delete(listener)
      }
    },
    listening: () => link.standing(),
    async close() {
      listeners.clear()
      await link.close()
      await sending
    },
  }
}

interface Listener {
  hear: (topic: string) => void
  missed: (() => void) | undefined
}

/** One connection that listens, and comes back when it is lost. */
function createListenConnection(
  url: string,
  onError: (error: Error) => void,
  hear: (message: string) => void,
  back: () => void,
) {
  let client: pg.Client | null = null
  let wanted = false
  let stood = false
  let opening: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const again = () => {
    client = null
    clearTimeout(timer)
    if (wanted) timer = setTimeout(() => (opening = open()), reconnectAfterMs)
  }
  async function open(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true })
    next.on('error', onError)
    next.on('end', again)
    next.on('notification', ({ payload }) => payload && hear(payload))
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      client = next
      if (stood) back()
      stood = true
    } catch (error) {
      onError(error as Error)
      await next.end().catch(() => {})
      again()
    }
  }
  return {
    open() {
      if (wanted) return
      wanted = true
      opening = open()
    },
    standing: () => opening,
    async close() {
      wanted = false
      clearTimeout(timer)
      await opening
      client?.removeListener('end', again)
      await client?.end().catch(() => {})
    },
  }
}
