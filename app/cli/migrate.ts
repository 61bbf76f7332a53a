import { migrate } from '#db'
import { readEnv } from '../env.ts'
import { openEngines } from './engines.ts'
import { sealPlain } from './seal-plain.ts'
import { unlessStopped, untilStopped } from './stop-signal.ts'

/** `npm run db:migrate`: brings the database to the newest schema, and says what ran. */
export async function migrateCommand(): Promise<number> {
  const stopped = untilStopped()
  const engines = await openEngines(readEnv(process.env), { visit: true })
  try {
    const { databaseMigrationUrl, databaseUrl } = engines.connections
    const ran = await unlessStopped(() => migrate(databaseMigrationUrl, databaseUrl), stopped)
    await sealPlain(engines.connections)
    console.log(ran.length > 0 ? ran.join('\n') : 'The database is up to date.')
    return 0
  } finally {
    await engines.stop()
  }
}
