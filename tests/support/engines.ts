import type { TestProject } from 'vitest/node'
import { openOwnEngines } from './own-engines.ts'

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

/** Real servers for one run of the tests, on a folder and ports of their own; nothing is left behind. */
export default async function startEngines(project: TestProject): Promise<() => Promise<void>> {
  const engines = await openOwnEngines({
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  })
  const { postgres, postgresPort, search, template } = engines
  project.provide('engines', {
    adminUrl: postgres.adminUrl(),
    postgresPort,
    searchUrl: search.url,
    searchKey: search.key,
    template,
  })
  return engines.stop
}
