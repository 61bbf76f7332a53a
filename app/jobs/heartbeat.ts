import type { Pool } from 'pg'

const beatMs = 5000
const deadAfterSeconds = 30
const forgottenAfterHours = 24

export interface Heartbeat {
  add(workerId: string): void
  /** Waits for the beat under way. */
  stop(): Promise<void>
}

/**
 * Says every few seconds, by the database's clock, that our workers live, and gives back the jobs of workers that have
 * fallen silent. The queue by itself would wait four hours for a job whose process was killed.
 */
export function startHeartbeat(
  pool: Pool,
  { onError, everyMs = beatMs }: { onError: (error: unknown) => void; everyMs?: number },
): Heartbeat {
  const ids = new Set<string>()
  let beating: Promise<void> = Promise.resolve()
  const beat = () => {
    beating = beating.then(() => giveBack(pool, [...ids])).catch(onError)
  }
  const timer = setInterval(beat, everyMs)
  return {
    add: (id) => void ids.add(id),
    async stop() {
      clearInterval(timer)
      await beating
    },
  }
}

async function giveBack(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query(
    `insert into worker_alive (worker_id, seen_at) select unnest($1::text[]), now()
     on conflict (worker_id) do update set seen_at = excluded.seen_at`,
    [ids],
  )
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
       select distinct j.locked_by from graphile_worker._private_jobs j
       left join worker_alive w on w.worker_id = j.locked_by
       where j.locked_at < now() - make_interval(secs => $1)
         and coalesce(w.seen_at, '-infinity') < now() - make_interval(secs => $1)
     ))`,
    [deadAfterSeconds],
  )
  await pool.query(`delete from worker_alive where seen_at < now() - make_interval(hours => $1)`, [
    forgottenAfterHours,
  ])
}
