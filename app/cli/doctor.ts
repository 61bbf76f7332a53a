import type { Env } from '../env.ts'
import { readEnv } from '../env.ts'
import type { Connections } from '../server.ts'
import { openDataFolder } from './data-folder.ts'
import { examineDatabase } from './doctor/database.ts'
import { bad, type Finding } from './doctor/finding.ts'
import { examineMachine } from './doctor/machine.ts'
import { examineSearch } from './doctor/search.ts'
import { examineTexts } from './doctor/texts.ts'
import { type Engines, openEngines } from './engines.ts'
import { isFailure } from './failure.ts'
import { withPolicy } from './start.ts'

const marks = { good: '✓', warn: '!', bad: '✗' } as const

/** `npm run doctor`: looks at everything the market stands on and says what to do; status 1 where something is wrong. */
export async function doctorCommand(): Promise<number> {
  const env = readEnv(process.env)
  const findings: Finding[] = []
  let engines: Engines | null = null
  try {
    engines = await openEngines(env, { visit: true })
    findings.push(
      ...(await examine(withPolicy(env, engines), engines.connections, engines.data.path)),
    )
  } catch (error) {
    if (!isFailure(error)) throw error
    findings.push(bad('servers', error.message))
    findings.push(...(await examineMachine(env, openDataFolder(env.DATA_DIR).path)))
  } finally {
    await engines?.stop()
  }
  for (const { level, about, says } of findings) console.log(`${marks[level]} ${about}: ${says}`)
  return findings.some(({ level }) => level === 'bad') ? 1 : 0
}

/** Every look in turn; one that fails is a finding itself. */
export async function examine(
  env: Env,
  connections: Connections,
  dataFolder: string,
): Promise<Finding[]> {
  const looks: [string, () => Promise<Finding[]>][] = [
    ['machine', () => examineMachine(env, dataFolder)],
    ['database', () => examineDatabase(connections)],
    ['texts', () => examineTexts(connections.databaseMigrationUrl)],
    ['index', () => examineSearch(connections)],
  ]
  const findings: Finding[] = []
  for (const [about, look] of looks) {
    findings.push(
      ...(await look().catch((error: Error) => [
        bad(about, `It could not be examined (${error.message}): see the servers’ logs.`),
      ])),
    )
  }
  return findings
}
