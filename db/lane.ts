/** How long a connection may wait and work, in milliseconds; PostgreSQL ends what exceeds it. */
export interface Timeouts {
  /** Waiting for a free connection. */
  connect: number
  /** Waiting for a lock. */
  lock: number
  /** One statement. */
  statement: number
  /** Between two statements of one transaction. */
  idleInTransaction: number
}

/** Connections of one kind of work, so that another kind can't take them all. */
export interface Lane {
  size: number
  timeouts: Timeouts
}

const seconds = (count: number): number => count * 1000

export const lanes = {
  /** Pages and operations. */
  requests: {
    size: 16,
    timeouts: {
      connect: seconds(5),
      lock: seconds(5),
      statement: seconds(15),
      idleInTransaction: seconds(15),
    },
  },
  /** Forms and operations that bring files. */
  uploads: {
    size: 3,
    timeouts: {
      connect: seconds(20),
      lock: seconds(10),
      statement: seconds(60),
      idleInTransaction: seconds(30),
    },
  },
  /** Live rooms and pages that wait for changes. */
  sockets: {
    size: 8,
    timeouts: {
      connect: seconds(10),
      lock: seconds(5),
      statement: seconds(15),
      idleInTransaction: seconds(15),
    },
  },
  /** The queue, the index and the audit seal, which nobody waits for. */
  jobs: {
    size: 8,
    timeouts: {
      connect: seconds(30),
      lock: seconds(30),
      statement: seconds(15 * 60),
      idleInTransaction: seconds(5 * 60),
    },
  },
} as const satisfies Record<string, Lane>

export type LaneName = keyof typeof lanes

/** Connection settings of a lane, sent as PostgreSQL's start-up parameters. */
export const settingsOf = ({ size, timeouts }: Lane) => ({
  max: size,
  connectionTimeoutMillis: timeouts.connect,
  lock_timeout: timeouts.lock,
  statement_timeout: timeouts.statement,
  idle_in_transaction_session_timeout: timeouts.idleInTransaction,
})

/** lock_not_available, query_canceled, idle_in_transaction_session_timeout, too_many_connections. */
const busyCodes = new Set(['55P03', '57014', '25P03', '53300'])

/** Whether the database was too busy for this piece of work, so that another try may succeed. */
export function isBusyError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, message } = error as { code?: string; message?: string }
  return busyCodes.has(code ?? '') || (message ?? '').startsWith(noConnectionInTime)
}

/** How pg-pool says that no connection became free in time; it has no code. */
const noConnectionInTime = 'timeout exceeded when trying to connect'
