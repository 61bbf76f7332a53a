import { readEnv } from '../env.ts'
import { openEngines } from './engines.ts'
import { accountsText } from './seed/accounts.ts'
import { prepareMarket, serve, withPolicy } from './start.ts'
import { keepSignals, unlessStopped, untilStopped } from './stop-signal.ts'

/** `npm run dev`: as `npm start`, with pages built on the fly and reloaded when their sources change. */
export async function dev(): Promise<number> {
  const stopped = untilStopped()
  const env = readEnv({ ...process.env, NODE_ENV: 'development' })
  const engines = await openEngines(env, { visit: false })
  try {
    await unlessStopped(() => prepareMarket(env, engines), stopped)
    const { createServer } = await import('vite')
    const server = await serve(withPolicy(env, engines), engines, {
      openVite: (http) =>
        keepSignals(() =>
          createServer({
            server: { middlewareMode: true, hmr: { server: http } },
            appType: 'custom',
          }),
        ),
    })
    engines.lock?.update({ url: server.url })
    console.log(`链桥 Lianqiao (development): ${server.url}`)
    if (engines.embedded) console.log(accountsText())
    await stopped
    await server.close()
  } finally {
    await engines.stop()
  }
  return 0
}
