/** What connections may ask of a node. A page needs a few messages a minute; a host in a round, a few a second. */
export interface RealtimeBudget {
  /** Messages of any kind on one connection; who sends more is cut off. */
  messages: Rate
  /** Commands on one connection; the next ones wait. */
  commands: Rate
  /** Joins and topics to listen to, on one connection; the next ones wait. */
  reads: Rate
  /** The same for one person, on however many connections. */
  personReads: Rate
  /** Messages of all visitors of one network together; who sends more is cut off. */
  visitorMessages: Rate
  /** Joins and topics of all visitors of one network together; the next ones wait. */
  visitorReads: Rate
  /** Handshakes from one network: a hall of a thousand phones that all come back at once is one. */
  handshakes: Rate
  /** Joins and lists of topics that wait for those before them, on one connection. */
  waiting: number
  /** Commands under way on one connection. */
  pendingCommands: number
  roomsPerConnection: number
  connectionsPerPerson: number
  /** Of visitors, who have not signed in. */
  visitorsPerNetwork: number
}

/** A bucket of tokens: `burst` at once, then so many a second. */
export interface Rate {
  perSecond: number
  burst: number
}

export const defaultBudget: RealtimeBudget = {
  messages: { perSecond: 100, burst: 400 },
  commands: { perSecond: 50, burst: 200 },
  reads: { perSecond: 20, burst: 150 },
  personReads: { perSecond: 50, burst: 1000 },
  visitorMessages: { perSecond: 500, burst: 10_000 },
  visitorReads: { perSecond: 300, burst: 6000 },
  handshakes: { perSecond: 100, burst: 2000 },
  waiting: 20,
  pendingCommands: 20,
  roomsPerConnection: 5,
  connectionsPerPerson: 60,
  visitorsPerNetwork: 2000,
}

export interface TokenBucket {
  /** Takes tokens, which may leave fewer than none. @returns milliseconds until they are there; 0 where they are */
  take(tokens: number): number
  /** Takes tokens where they are there; a refusal takes none, so that it makes nobody wait longer. */
  tryTake(tokens: number): boolean
  /** Whether the bucket is full again, so that nothing is lost by forgetting it. */
  isFull(): boolean
}

/** @param now a clock in milliseconds that nobody sets back */
export function createTokenBucket(
  { perSecond, burst }: Rate,
  now: () => number = () => performance.now(),
): TokenBucket {
  let tokens = burst
  let at = now()
  const refill = () => {
    const time = now()
    tokens = Math.min(burst, tokens + ((time - at) * perSecond) / 1000)
    at = time
  }
  return {
    take(wanted) {
      refill()
      tokens -= wanted
      return tokens >= 0 ? 0 : (-tokens * 1000) / perSecond
    },
    tryTake(wanted) {
      refill()
      if (tokens < wanted) return false
      tokens -= wanted
      return true
    },
    isFull() {
      refill()
      return tokens >= burst
    },
  }
}

/** Token buckets by key, each forgotten once it is full again. */
export interface KeyedBuckets {
  take(key: string, tokens: number): number
  tryTake(key: string, tokens: number): boolean
}

/**
 * Whether a request to the transport opens a connection: polling makes one for each of its messages, which name theirs. An empty
 * name counts as none, as engine.io reads it.
 */
export const opensConnection = (url: string): boolean =>
  !new URLSearchParams(url.split('?')[1]).get('sid')

/** So many keys are held before those whose bucket is full are forgotten. */
const KEYS_BEFORE_SWEEP = 1000

export function createKeyedBuckets(rate: Rate): KeyedBuckets {
  const buckets = new Map<string, TokenBucket>()
  let sweepAt = KEYS_BEFORE_SWEEP
  function sweep(): void {
    for (const [key, bucket] of buckets) if (bucket.isFull()) buckets.delete(key)
    sweepAt = Math.max(KEYS_BEFORE_SWEEP, buckets.size * 2)
  }
  function bucketOf(key: string): TokenBucket {
    if (buckets.size >= sweepAt) sweep()
    const bucket = buckets.get(key) ?? createTokenBucket(rate)
    buckets.set(key, bucket)
    return bucket
  }
  return {
    take: (key, tokens) => bucketOf(key).take(tokens),
    tryTake: (key, tokens) => bucketOf(key).tryTake(tokens),
  }
}

/** How many there are of each key. */
export interface Counter {
  /** Counts one more, unless there are `most` already. */
  enter(key: string, most: number): boolean
  leave(key: string): void
}

export function createCounter(): Counter {
  const counts = new Map<string, number>()
  return {
    enter(key, most) {
      const count = counts.get(key) ?? 0
      if (count >= most) return false
      counts.set(key, count + 1)
      return true
    },
    leave(key) {
      const count = (counts.get(key) ?? 0) - 1
      if (count > 0) counts.set(key, count)
      else counts.delete(key)
    },
  }
}
