import { connect, migrate } from '#db'
import { connectSearch } from '#search'
import { readEnv } from '../env.ts'
import { createLogger } from '../logger.ts'
import { openEngines } from './engines.ts'
import { importCommand, readArguments } from './import.ts'
import { reindexCommand } from './reindex.ts'

type MarketCommand = (
  args: string[],
  services: Parameters<typeof importCommand>[1],
) => Promise<number>

/** Runs a command on the servers of the settings or of a running `npm start`; when nothing runs, on engines started for it. */
const withMarket = (command: MarketCommand) => async (args: string[]) => {
  const env = readEnv(process.env)
  const engines = await openEngines(env, { visit: true })
  try {
    const { connections, data } = engines
    await migrate(connections.databaseMigrationUrl, connections.databaseUrl)
    const log = createLogger(env)
    let closing = false
    const database = connect({
      url: connections.databaseUrl,
      directUrl: connections.databaseDirectUrl,
      onError: (error) => {
        if (!closing) log.warn({ err: error }, 'a database connection was lost')
      },
    })
    try {
      const search = connectSearch({ url: connections.searchUrl, key: connections.searchKey })
      return await command(args, { db: database.db, search, log, dataDir: data.path })
    } finally {
      closing = true
      await database.close()
    }
  } finally {
    await engines.stop()
  }
}

export async function runImport(args: string[]): Promise<number> {
  readArguments(args)
  return withMarket(importCommand)(args)
}

export const runReindex = withMarket((_, services) => reindexCommand(services))
