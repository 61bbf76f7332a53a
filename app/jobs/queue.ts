import { EventEmitter } from 'node:events'
import {
  parseCronItems,
  Logger as QueueLogger,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import type { Pool } from 'pg'
import { createRetryablePool } from '#db'
import type { Services } from '../context.ts'
import { startHeartbeat } from './heartbeat.ts'
import { jobs } from './index.ts'

export interface RunningJobs {
  stop(): Promise<void>
}

/** Whatever the error says may quote an address or a text. */
const withoutWords = (message: string): string => message.replace(/ with error[\s\S]*$/, '')

/** Works off the queue until stopped; several nodes may do so at once. */
export async function startJobs(pool: Pool, services: Services): Promise<RunningJobs> {
  const { log } = services
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      (payload: unknown) => job.run(job.schema.parse(payload ?? {}), services),
    ]),
  )
  const events: WorkerEvents = new EventEmitter()
  const heartbeat = startHeartbeat(pool, {
    onError: (error) => log.warn({ err: error }, 'the queue could not be watched'),
  })
  events.on('worker:create', ({ worker }) => heartbeat.add(worker.workerId))
  const runner = await run({
    events,
    pgPool: createRetryablePool(pool),
    taskList,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 1000,
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, cron }) =>
        cron ? [{ task: name, match: cron, identifier: name, options: { backfillPeriod: 0 } }] : [],
      ),
    ),
    logger: new QueueLogger((scope) => (level, message) => {
      if (level === 'error' || level === 'warning')
        log.warn({ job: scope.taskIdentifier }, withoutWords(message))
    }),
  })
  return {
    async stop() {
      await runner.stop()
      await heartbeat.stop()
    },
  }
}
