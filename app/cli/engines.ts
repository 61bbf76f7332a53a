import { join, resolve } from 'node:path'
import { connect } from '#db'
import { embeddedPostgres, packagedPostgres } from '#db/embedded'
import { connectSearch } from '#search'
import { embeddedMeilisearch, findMeilisearch } from '#search/embedded'
import type { Env } from '../env.ts'
import type { Connections } from '../server.ts'
import {
  type DataFolder,
  openDataFolder,
  openSecrets,
  reachablePrograms,
  type Secrets,
} from './data-folder.ts'
import { failure } from './failure.ts'
import { findRun, type Lock, lockFolder, type Run } from './lock.ts'
import { step } from './progress.ts'
import { freePorts, type RunningEngine, startEngine } from './supervise.ts'

export interface Engines {
  connections: Connections
  data: DataFolder
  /** Held while this process owns the data folder; null when it visits a running one. */
  lock: Lock | null
  /** True when either engine is our own. */
  embedded: boolean
  stop(): Promise<void>
}

/**
 * Finds the servers of the settings, of a running `npm start` on the same data folder, or starts them here.
 * @param visit whether the engines of a running `npm start` may be used
 * @throws {Error} one sentence, when a server can't be reached or started
 */
export async function openEngines(env: Env, { visit }: { visit: boolean }): Promise<Engines> {
  const data = openDataFolder(resolve(env.DATA_DIR))
  if (data.moved) {
    process.stderr.write(
      `• ${resolve(env.DATA_DIR)} is out of reach for PostgreSQL, which can't run as root: using ${data.path}\n`,
    )
  }
  const secrets = openSecrets(data)
  if (env.DATABASE_URL && env.MEILI_URL) {
    const connections = connectionsOf(env, secrets, null)
    await checkReachable(connections)
    return { connections, data, lock: null, embedded: false, stop: async () => {} }
  }
  const run = visit ? findRun(data.path) : null
  if (run?.engines) {
    const connections = connectionsOf(env, secrets, run.engines)
    return { connections, data, lock: null, embedded: true, stop: async () => {} }
  }
  return startHere(env, data, secrets)
}

async function startHere(env: Env, data: DataFolder, secrets: Secrets): Promise<Engines> {
  const lock = await lockFolder(data.path)
  const started: RunningEngine[] = []
  const stop = async () => {
    await Promise.all(started.map((item) => item.stop()))
    lock.release()
  }
  try {
    const [postgresPort, searchPort] = (await freePorts(2)) as [number, number]
    const ports = { postgresPort, searchPort }
    const starts: Promise<RunningEngine>[] = []
    if (!env.DATABASE_URL) starts.push(startPostgres(data, secrets, ports.postgresPort))
    if (!env.MEILI_URL) starts.push(startSearch(data, secrets, ports.searchPort))
    await step('Starting PostgreSQL and Meilisearch', async () => {
      const results = await Promise.allSettled(starts)
      for (const one of results) if (one.status === 'fulfilled') started.push(one.value)
      for (const one of results) if (one.status === 'rejected') throw one.reason
    })
    lock.update({ engines: ports })
    const connections = connectionsOf(env, secrets, ports)
    await checkReachable(connections)
    return { connections, data, lock, embedded: true, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startPostgres(
  data: DataFolder,
  secrets: Secrets,
  port: number,
): Promise<RunningEngine> {
  const packaged = packagedPostgres()
  if (!packaged) {
    throw failure(
      'No PostgreSQL comes with the packages on this platform: name a server with DATABASE_URL.',
    )
  }
  const engine = embeddedPostgres({
    folder: join(data.path, 'postgres'),
    port,
    secrets: secrets.postgres,
    binaries: reachablePrograms(packaged, join('bin', 'postgres'), data),
    runAs: data.engineUser,
  })
  const running = await startEngine(engine, join(data.path, 'logs', 'postgres.log'))
  await engine.makeRoles()
  return running
}

async function startSearch(
  data: DataFolder,
  secrets: Secrets,
  port: number,
): Promise<RunningEngine> {
  const program = findMeilisearch()
  if (!program) {
    throw failure(
      'No Meilisearch comes with the packages on this platform: name a server with MEILI_URL and MEILI_KEY, or put `meilisearch` on the PATH.',
    )
  }
  const engine = embeddedMeilisearch({
    folder: join(data.path, 'search'),
    port,
    key: secrets.search,
    program,
  })
  return startEngine(engine, join(data.path, 'logs', 'search.log'))
}

function connectionsOf(env: Env, secrets: Secrets, ports: Run['engines']): Connections {
  const local = (role: 'app' | 'owner') =>
    `postgres://lianqiao_${role}:${secrets.postgres[role]}@127.0.0.1:${ports?.postgresPort}/lianqiao`
  const databaseUrl = env.DATABASE_URL ?? local('app')
  return {
    databaseUrl,
    databaseMigrationUrl: env.DATABASE_MIGRATION_URL ?? env.DATABASE_URL ?? local('owner'),
    databaseDirectUrl: env.DATABASE_DIRECT_URL ?? databaseUrl,
    searchUrl: env.MEILI_URL ?? `http://127.0.0.1:${ports?.searchPort}`,
    searchKey: env.MEILI_KEY ?? secrets.search,
    searchPrefix: env.MEILI_PREFIX,
    secretKey: env.SECRET_KEY ?? secrets.secretKey,
  }
}

async function checkReachable({
  databaseMigrationUrl,
  databaseUrl,
  searchUrl,
  searchKey,
}: Connections): Promise<void> {
  for (const [name, url] of [
    ['DATABASE_URL', databaseUrl],
    ['DATABASE_MIGRATION_URL', databaseMigrationUrl],
  ] as const) {
    const database = connect({ url, poolSize: 1 })
    const alive = await database.alive()
    await database.close()
    if (!alive) {
      throw failure(`PostgreSQL does not answer at ${shown(url)}: start it, or mend ${name}.`)
    }
  }
  if (!(await connectSearch({ url: searchUrl, key: searchKey }).alive())) {
    throw failure(
      `Meilisearch does not answer at ${searchUrl}: start it, or mend MEILI_URL and MEILI_KEY.`,
    )
  }
}

function shown(url: string): string {
  const safe = new URL(url)
  safe.password = ''
  return safe.toString()
}
