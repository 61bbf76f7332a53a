import { afterEach, expect, test, vi } from 'vitest'
import { type Heartbeat, startHeartbeat } from '#app/jobs/heartbeat.ts'
import { sql } from '#db'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let heartbeat: Heartbeat
afterEach(() => heartbeat?.stop())

/** A job that a worker took a while ago. */
async function makeHeldJob(worker: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from graphile_worker.add_job('sweep_accounts', '{}'::json)`.execute(world.db)
  const { id } = rows[0]!
  await sql`update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now() - interval '1 minute'
    where id = ${id}`.execute(world.db)
  return id
}

const holderOf = async (id: string) =>
  (
    await sql<{ locked_by: string | null }>`
      select locked_by from graphile_worker._private_jobs where id = ${id}`.execute(world.db)
  ).rows[0]?.locked_by

test('the job of a worker that fell silent goes back to the queue, that of a living one does not', async () => {
  const lost = await makeHeldJob('worker-gone')
  const held = await makeHeldJob('worker-here')
  heartbeat = startHeartbeat(world.database.pool, {
    everyMs: 20,
    onError: (error) => expect.unreachable(String(error)),
  })
  heartbeat.add('worker-here')
  await vi.waitFor(async () => expect(await holderOf(lost)).toBeNull(), 20_000)
  expect(await holderOf(held)).toBe('worker-here')
})
