import { connect, migrate } from '#db'
import { connectSearch } from '#search'
import { createVault } from '../domain/vault.server.ts'
import { readEnv } from '../env.ts'
import { originOf } from '../http/origin.ts'
import { createLogger } from '../logger.ts'
import { openEngines } from './engines.ts'
import type { ImportServices } from './import.ts'
import { unlessStopped, untilStopped } from './stop-signal.ts'

type MarketCommand = (
  args: string[],
  services: ImportServices & { secretKey: string; origin: string },
) => Promise<number>

/** Runs a command on the servers of the settings or of a running `npm start`; when nothing runs, on engines started for it. */
const withMarket = (command: MarketCommand) => async (args: string[]) => {
  const stopped = untilStopped()
  const env = readEnv(process.env)
  const engines = await openEngines(env, { visit: true })
  try {
    const { connections, data } = engines
    await migrate(connections.databaseMigrationUrl, connections.databaseUrl)
    const log = createLogger(env)
    const database = connect({
      url: connections.databaseUrl,
      sealer: createVault(connections.secretKey),
      directUrl: connections.databaseDirectUrl,
      onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    })
    try {
      const { searchUrl, searchKey, searchPrefix } = connections
      const search = connectSearch({ url: searchUrl, key: searchKey, prefix: searchPrefix })
      const { secretKey } = connections
      const origin = originOf(env)
      const services = { db: database.db, search, log, dataDir: data.path, secretKey, origin }
      return await unlessStopped(() => command(args, services), stopped)
    } finally {
      await database.close()
    }
  } finally {
    await engines.stop()
  }
}

/** `npm run import`; arguments that make no sense are refused before anything is started. */
export async function runImport(args: string[]): Promise<number> {
  const { importCommand, readArguments } = await import('./import.ts')
  readArguments(args)
  return withMarket(importCommand)(args)
}

/** `npm run seed`: the demonstration market, on whatever the settings name. */
export const runSeed = withMarket(async (_, { db, secretKey, origin }) => {
  const { seed } = await import('./seed/index.ts')
  const { accountsText } = await import('./seed/accounts.ts')
  await seed({ db, vault: createVault(secretKey), origin })
  console.log(accountsText())
  return 0
})
export const runReindex = withMarket(async (_, services) =>
  (await import('./reindex.ts')).reindexCommand(services),
)
export const runVerify = withMarket(async (_, services) =>
  (await import('./search-verify.ts')).verifyCommand(services),
)

export async function runToken(args: string[]): Promise<number> {
  const { readToken, tokenCommand } = await import('./token.ts')
  readToken(args)
  return withMarket(tokenCommand)(args)
}

export async function runBureau(args: string[]): Promise<number> {
  const { bureauCommand, readBureau } = await import('./bureau.ts')
  readBureau(args)
  return withMarket(bureauCommand)(args)
}
