import type { Pool } from 'pg'
import { type Db, sql } from '#db'
import { findChecked } from './domain/audit/check.server.ts'
import { readBacklog } from './domain/audit/seal.server.ts'
import type { GaugeReading } from './http/metrics.ts'

export interface GaugeSources {
  db: Db
  pool: Pool
  /** Connections that this node holds. */
  sockets: () => number
  components: Record<string, () => Promise<boolean>>
}

/** Everything that is worth an alarm besides the pages: pool, queue, index, sockets, sessions, servers. */
export const createGauges = ({ db, pool, sockets, components }: GaugeSources): GaugeReading[] => [
  {
    name: 'database_connections',
    help: 'Connections of the pool, by what they do; `waiting` are requests for one.',
    label: 'state',
    read: async () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  },
  {
    name: 'jobs',
    help: 'Jobs in the queue; `failed` were given up.',
    label: 'state',
    read: async () => {
      const { rows } = await sql<{ waiting: number; due: number; failed: number }>`
        select count(*) filter (where attempts < max_attempts)::int as waiting,
          count(*) filter (where attempts < max_attempts and run_at < now() and locked_at is null)::int as due,
          count(*) filter (where attempts >= max_attempts)::int as failed
        from graphile_worker._private_jobs`.execute(db)
      return rows[0]!
    },
  },
  {
    name: 'job_delay_seconds',
    help: 'How long the oldest due job has waited.',
    read: async () => {
      const { rows } = await sql<{ seconds: number }>`
        select coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as seconds
        from graphile_worker._private_jobs
        where attempts < max_attempts and run_at < now() and locked_at is null`.execute(db)
      return Number(rows[0]!.seconds)
    },
  },
  {
    name: 'index_waiting',
    help: 'Changes that are not in the index yet.',
    read: async () => (await readIndex(db)).waiting,
  },
  {
    name: 'index_lag_seconds',
    help: 'How long the oldest change has waited for the index.',
    read: async () => Number((await readIndex(db)).seconds),
  },
  {
    name: 'audit_unsealed',
    help: 'Rows of the audit trail that wait for their seal.',
    read: async () => (await readBacklog(db)).rows,
  },
  {
    name: 'audit_unsealed_seconds',
    help: 'How long the oldest of them has waited.',
    read: async () => (await readBacklog(db)).seconds,
  },
  {
    name: 'audit_broken',
    help: 'Broken places that the last check of the audit trail found.',
    read: async () => (await findChecked(db))?.broken ?? 0,
  },
  {
    name: 'notices_waiting',
    help: 'Letters that are to go out now or with the next digest.',
    label: 'state',
    read: async () => {
      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*)::int as count from notice_delivery
        where state in ('waiting', 'digest', 'sending') group by state`.execute(db)
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
    },
  },
  {
    name: 'sockets',
    help: 'Live connections of this node.',
    read: async () => sockets(),
  },
  {
    name: 'sessions',
    help: 'Sessions that are under way, by state.',
    label: 'state',
    read: async () => {
      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*)::int as count from session
        where state in ('lobby', 'live', 'break', 'talks') group by state`.execute(db)
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
    },
  },
  {
    name: 'up',
    help: 'Whether a server that the market needs answers: 1 or 0.',
    label: 'component',
    read: async () =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(components).map(
            async ([name, alive]) => [name, (await alive()) ? 1 : 0] as const,
          ),
        ),
      ),
  },
]

async function readIndex(db: Db): Promise<{ waiting: number; seconds: number }> {
  const { rows } = await sql<{ waiting: number; seconds: number }>`
    select count(*)::int as waiting, coalesce(extract(epoch from now() - min(marked_at)), 0)::float8 as seconds
    from search_dirty`.execute(db)
  return rows[0]!
}
