import { sql, type Tx } from '#db'

export interface EnqueueOptions {
  /** Not before this instant. */
  runAt?: Date
  /** A job that still waits under the same key is replaced. */
  key?: string
}

/** Puts a job into the queue in the transaction that gives the reason for it. */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: Record<string, unknown>,
  { runAt, key }: EnqueueOptions = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}, ${JSON.stringify(payload)}::json,
    run_at => ${runAt ?? null}::timestamptz, job_key => ${key ?? null}::text
  )`.execute(tx)
}
