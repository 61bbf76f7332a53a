import { connect, migrate } from '#db'
import { createVault } from '../domain/vault.server.ts'
import { type Env, readEnv } from '../env.ts'
import { originOf } from '../http/origin.ts'
import { type ServerOptions, startServer } from '../server.ts'
import { startWatchdog } from '../watchdog.ts'
import { buildWhenStale } from './build.ts'
import { type Engines, openEngines } from './engines.ts'
import { failure } from './failure.ts'
import { step } from './progress.ts'
import { sealPlain } from './seal-plain.ts'
import { accountsText } from './seed/accounts.ts'
import { isSeeded, seed } from './seed/index.ts'
import { unlessStopped, untilStopped } from './stop-signal.ts'

/** `npm start`: everything from an empty clone to a served market. */
export async function start(): Promise<number> {
  const stopped = untilStopped()
  const env = readEnv({ ...process.env, NODE_ENV: process.env.NODE_ENV ?? 'production' })
  await unlessStopped(buildWhenStale, stopped)
  const engines = await openEngines(env, { visit: false })
  try {
    await unlessStopped(() => prepareMarket(env, engines), stopped)
    const server = await serve(withPolicy(env, engines), engines)
    const stopWatchdog = await startWatchdog()
    engines.lock?.update({ url: server.url })
    console.log(`\n链桥 Lianqiao: ${server.url}`)
    if (engines.embedded) console.log(accountsText())
    if (server.services.env.SECOND_FACTOR === 'offered') console.log(offeredText)
    await stopped
    sayStopping(engines)
    console.error('• Stopping…')
    await stopWatchdog()
    await server.close()
  } finally {
    await engines.stop()
  }
  return 0
}

/** For a next start, which then waits longer. Where it can't be written, as on a full disk, the stop goes on in order. */
function sayStopping({ lock }: Pick<Engines, 'lock'>): void {
  try {
    lock?.update({ stopping: true })
  } catch {}
}

const offeredText =
  '二次验证可选：正式运行请设置 SECOND_FACTOR=required。The second factor is offered, not required: set SECOND_FACTOR=required where real people work.'

/** A market for a first look, on engines of our own, asks nobody for a second factor unless the settings say so. */
export const withPolicy = (env: Env, { embedded }: Pick<Engines, 'embedded'>): Env =>
  embedded && !process.env.SECOND_FACTOR ? { ...env, SECOND_FACTOR: 'offered' } : env

/** Brings the database up to date and, where the engines are our own, fills it for a first look. */
export async function prepareMarket(env: Env, engines: Engines): Promise<void> {
  const { databaseMigrationUrl, databaseUrl } = engines.connections
  await step('Bringing the database up to date', async () => {
    await migrate(databaseMigrationUrl, databaseUrl)
    await sealPlain(engines.connections)
  })
  if (engines.embedded) await seedOnce(env, engines)
}

/** The demonstration market, on the first start of an embedded one. */
async function seedOnce(env: Env, { connections }: Engines): Promise<void> {
  const vault = createVault(connections.secretKey)
  const database = connect({ url: connections.databaseUrl, poolSize: 4, sealer: vault })
  try {
    if (await isSeeded(database.db)) return
    const stage = {
      db: database.db,
      vault,
      origin: originOf(env),
    }
    await step('Seeding a demonstration market', () => seed(stage))
  } finally {
    await database.close()
  }
}

export async function serve(
  env: Env,
  { connections, data }: Engines,
  more: Partial<ServerOptions> = {},
) {
  try {
    return await startServer({ env, connections, dataFolder: data.path, ...more })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw failure(`Port ${env.PORT} is taken: stop what uses it, or name another with PORT.`)
    }
    throw error
  }
}
