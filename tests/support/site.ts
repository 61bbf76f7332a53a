import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { freePorts } from '#app/cli/supervise.ts'
import { readEnv } from '#app/env.ts'
import { startJobs } from '#app/jobs/queue.ts'
import { type RunningServer, type ServerOptions, startServer } from '#app/server.ts'
import type { TestDatabase } from './database.ts'
import { testSecretKey } from './world.ts'

export interface Site extends RunningServer {
  /** Where messages land. */
  outbox: string
}

export interface SiteOptions extends Pick<ServerOptions, 'logTo' | 'pagesFolder'> {
  /** Another search server than the one of the tests. */
  searchUrl?: string
}

/** The built pages, served on a free port over a test's own database, with its jobs worked off. */
export async function openSite(
  test: Pick<TestDatabase, 'appUrl' | 'ownerUrl' | 'database'>,
  searchPrefix = `site_${randomBytes(4).toString('hex')}`,
  settings: Record<string, string> = {},
  { searchUrl = inject('engines').searchUrl, ...more }: SiteOptions = {},
): Promise<Site> {
  const { searchKey } = inject('engines')
  const dataFolder = mkdtempSync(join(tmpdir(), 'lianqiao-site-'))
  const env = readEnv({
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    // Known beforehand, since links in letters name it.
    PORT: String((await freePorts(1))[0]),
    ROLE: 'web',
    DATA_DIR: dataFolder,
    SECOND_FACTOR: 'offered',
    ...settings,
  })
  const server = await startServer({
    ...more,
    env,
    dataFolder,
    connections: {
      databaseUrl: test.appUrl,
      databaseMigrationUrl: test.ownerUrl,
      databaseDirectUrl: test.appUrl,
      searchUrl,
      searchKey,
      searchPrefix,
      secretKey: testSecretKey,
    },
  })
  const jobs = await startJobs(test.database.pool, server.services)
  return {
    ...server,
    outbox: join(dataFolder, 'outbox'),
    async close() {
      await jobs.stop()
      await server.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
