import { migrate } from '#db'
import { type Env, readEnv } from '../env.ts'
import { startServer } from '../server.ts'
import { buildWhenStale } from './build.ts'
import { type Engines, openEngines } from './engines.ts'
import { failure } from './failure.ts'
import { step } from './progress.ts'
import { untilStopped } from './stop-signal.ts'

/** `npm start`: everything from an empty clone to a served market. */
export async function start(): Promise<number> {
  const stopped = untilStopped()
  const env = readEnv({ ...process.env, NODE_ENV: process.env.NODE_ENV ?? 'production' })
  await Promise.race([stopped, buildWhenStale()])
  const engines = await openEngines(env, { visit: false })
  try {
    await prepareMarket(engines)
    const server = await serve(env, engines)
    engines.lock?.update({ url: server.url })
    console.log(`链桥 Lianqiao: ${server.url}`)
    await stopped
    console.error('• Stopping…')
    await server.close()
  } finally {
    await engines.stop()
  }
  return 0
}

export async function prepareMarket({ connections }: Engines): Promise<void> {
  const { databaseMigrationUrl, databaseUrl } = connections
  await step('Bringing the database up to date', () => migrate(databaseMigrationUrl, databaseUrl))
}

async function serve(env: Env, { connections, data }: Engines) {
  try {
    return await startServer({ env, connections, dataFolder: data.path })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw failure(`Port ${env.PORT} is taken: stop what uses it, or name another with PORT.`)
    }
    throw error
  }
}
