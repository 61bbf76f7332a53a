import { readEnv } from '../env.ts'
import { startServer } from '../server.ts'
import { openEngines } from './engines.ts'
import { prepareMarket } from './start.ts'
import { untilStopped } from './stop-signal.ts'

/** `npm run dev`: as `npm start`, with pages built on the fly and reloaded when their sources change. */
export async function dev(): Promise<number> {
  const stopped = untilStopped()
  const env = readEnv({ ...process.env, NODE_ENV: 'development' })
  const engines = await openEngines(env, { visit: false })
  try {
    await prepareMarket(engines)
    const { createServer } = await import('vite')
    const server = await startServer({
      env,
      connections: engines.connections,
      dataFolder: engines.data.path,
      openVite: (http) =>
        createServer({
          server: { middlewareMode: true, hmr: { server: http } },
          appType: 'custom',
        }),
    })
    engines.lock?.update({ url: server.url })
    console.log(`链桥 Lianqiao (development): ${server.url}`)
    await stopped
    await server.close()
  } finally {
    await engines.stop()
  }
  return 0
}
