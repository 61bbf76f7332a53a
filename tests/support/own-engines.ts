import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDataFolder, reachablePrograms } from '#app/cli/data-folder.ts'
import { freePorts, type RunningEngine, startEngine } from '#app/cli/supervise.ts'
import { migrate } from '#db'
import { embeddedPostgres, packagedPostgres } from '#db/embedded'
import { embeddedMeilisearch, findMeilisearch } from '#search/embedded'

export const testPasswords = { admin: 'test-admin', owner: 'test-owner', app: 'test-app' }
const searchKey = 'test-key-of-sixteen-bytes'

/** Both engines on a folder and ports of their own. */
export interface OwnEngines {
  /** The data folder. */
  folder: string
  /** The migrated database that others are copied from. */
  template: string
  postgres: ReturnType<typeof embeddedPostgres>
  postgresPort: number
  search: ReturnType<typeof embeddedMeilisearch>
  /** The running programs, for who wants to interrupt one. */
  running: { postgres: RunningEngine; search: RunningEngine }
  /** Stops both and leaves nothing behind. */
  stop(): Promise<void>
}

/**
 * @param settings of PostgreSQL, beside those that the product starts its own with
 * @param disk a folder for PostgreSQL's data, where they are to lie elsewhere
 */
export async function openOwnEngines(
  settings: Record<string, string> = {},
  disk?: string,
): Promise<OwnEngines> {
  const template = 'lianqiao_template'
  const folder = mkdtempSync('/tmp/lianqiao-test-')
  const data = openDataFolder(folder)
  const packaged = packagedPostgres()
  const program = findMeilisearch()
  if (!packaged || !program) {
    throw new Error(
      'The tests need the packaged PostgreSQL and Meilisearch, which this platform does not have.',
    )
  }
  const [postgresPort, searchPort] = (await freePorts(2)) as [number, number]
  const postgres = embeddedPostgres({
    folder: join(disk ?? data.path, 'postgres'),
    port: postgresPort,
    secrets: testPasswords,
    binaries: reachablePrograms(packaged, join('bin', 'postgres'), data),
    runAs: data.engineUser,
    settings,
  })
  const search = embeddedMeilisearch({
    folder: join(data.path, 'search'),
    port: searchPort,
    key: searchKey,
    program,
  })
  const [first, second] = await Promise.all([
    startEngine(postgres, join(data.path, 'logs', 'postgres.log')),
    startEngine(search, join(data.path, 'logs', 'search.log')),
  ])
  await postgres.makeRoles(template)
  await migrate(postgres.ownerUrl(template), postgres.appUrl(template))
  return {
    folder: data.path,
    template,
    postgres,
    postgresPort,
    search,
    running: { postgres: first, search: second },
    async stop() {
      await Promise.all([first.stop(), second.stop()])
      rmSync(data.path, { recursive: true, force: true })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
