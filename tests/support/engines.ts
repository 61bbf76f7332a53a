import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDataFolder, reachablePrograms } from '#app/cli/data-folder.ts'
import { freePort, startEngine } from '#app/cli/supervise.ts'
import { migrate } from '#db'
import { embeddedPostgres, packagedPostgres } from '#db/embedded'
import { embeddedMeilisearch, findMeilisearch } from '#search/embedded'

export interface TestEngines {
  adminUrl: string
  postgresPort: number
  searchUrl: string
  searchKey: string
  /** The migrated database that each test file gets a copy of. */
  template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    engines: TestEngines
  }
}

export const testPasswords = { admin: 'test-admin', owner: 'test-owner', app: 'test-app' }
const searchKey = 'test-key-of-sixteen-bytes'
const template = 'lianqiao_template'

/** Real servers for one run of the tests, on a folder and ports of their own; nothing is left behind. */
export default async function startEngines(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync('/tmp/lianqiao-test-')
  const data = openDataFolder(folder)
  const packaged = packagedPostgres()
  const program = findMeilisearch()
  if (!packaged || !program) {
    throw new Error(
      'The tests need the packaged PostgreSQL and Meilisearch, which this platform does not have.',
    )
  }
  const postgresPort = await freePort()
  const postgres = embeddedPostgres({
    folder: join(data.path, 'postgres'),
    port: postgresPort,
    secrets: testPasswords,
    binaries: reachablePrograms(packaged, join('bin', 'postgres'), data),
    runAs: data.engineUser,
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '300',
    },
  })
  const search = embeddedMeilisearch({
    folder: join(data.path, 'search'),
    port: await freePort(),
    key: searchKey,
    program,
  })
  const running = await Promise.all([
    startEngine(postgres, join(data.path, 'logs', 'postgres.log')),
    startEngine(search, join(data.path, 'logs', 'search.log')),
  ])
  await postgres.makeRoles(template)
  await migrate(postgres.ownerUrl(template), postgres.appUrl(template))
  project.provide('engines', {
    adminUrl: postgres.adminUrl(),
    postgresPort,
    searchUrl: search.url,
    searchKey,
    template,
  })
  return async () => {
    await Promise.all(running.map((one) => one.stop()))
    rmSync(data.path, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}
