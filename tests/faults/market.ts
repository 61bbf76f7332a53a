import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '#app/cli/supervise.ts'
import { createVault } from '#app/domain/vault.server.ts'
import { connect, type Database } from '#db'
import { connectSearch, type Search } from '#search'
import { type ProductNode, startNode } from '../support/nodes.ts'
import { type OwnEngines, openOwnEngines } from '../support/own-engines.ts'
import type { World } from '../support/people.ts'
import { testSecretKey } from '../support/world.ts'

/** Two nodes of the product on engines that can be hurt. */
export interface FaultyMarket {
  engines: OwnEngines
  database: Database
  search: Search
  world: World
  folder: string
  nodes: FaultyNode[]
  /** The disk of PostgreSQL, where it has one of its own that can be filled; else why not. */
  disk: { fill(): void; free(): void } | string
  close(): Promise<void>
}

export interface FaultyNode {
  readonly url: string
  readonly up: boolean
  kill(): Promise<void>
  stop(): Promise<void>
  /** @param skewMs how far its clock is off */
  start(skewMs: number): Promise<void>
}

const diskMegabytes = 700
const skewScript = join(import.meta.dirname, 'skew.mjs')

export async function openFaultyMarket(): Promise<FaultyMarket> {
  const folder = mkdtempSync('/tmp/lianqiao-faults-')
  chmodSync(folder, 0o755)
  const disk = openDisk()
  const engines = await openOwnEngines(
    { max_wal_size: '96MB', min_wal_size: '32MB' },
    typeof disk === 'string' ? undefined : disk.folder,
  )
  const appUrl = engines.postgres.appUrl(engines.template)
  const vault = createVault(testSecretKey)
  const database = connect({ url: appUrl, onError: () => {}, sealer: vault })
  const { url, key } = engines.search
  const env = {
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: appUrl,
    DATABASE_MIGRATION_URL: engines.postgres.ownerUrl(engines.template),
    MEILI_URL: url,
    MEILI_KEY: key,
    MEILI_PREFIX: 'faults',
    SECRET_KEY: testSecretKey,
    SECOND_FACTOR: 'offered',
    TRUST_PROXY: '1',
    LOG_LEVEL: 'silent',
  }
  const nodes = [await prepareNode(env), await prepareNode(env)]
  return {
    engines,
    database,
    search: connectSearch({ url, key, prefix: 'faults' }),
    world: { db: database.db, vault },
    folder,
    nodes,
    disk,
    async close() {
      await Promise.all(nodes.map((node) => node.stop()))
      await database.close()
      await engines.stop()
      if (typeof disk !== 'string') disk.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function prepareNode(env: Record<string, string>): Promise<FaultyNode> {
  const port = String(await freePort())
  let node: ProductNode | null = null
  const end = async (how: 'kill' | 'stop') => {
    const one = node
    node = null
    await one?.[how]()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    get up() {
      return node !== null
    },
    kill: () => end('kill'),
    stop: () => end('stop'),
    async start(skewMs) {
      node = await startNode({
        ...env,
        PORT: port,
        NODE_OPTIONS: `--import=${skewScript}`,
        CLOCK_SKEW_MS: String(skewMs),
      })
    },
  }
}

/** A small disk in memory for PostgreSQL, which only root may make. */
function openDisk() {
  const folder = mkdtempSync('/tmp/lianqiao-disk-')
  try {
    execFileSync(
      'mount',
      ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m,mode=755`, 'tmpfs', folder],
      {
        stdio: 'ignore',
      },
    )
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return 'nobody but root may make a small disk'
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder)
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize))
      } catch (error) {
        // What PostgreSQL writes meanwhile leaves less than was free a moment ago.
        if ((error as { code?: string }).code !== 'ENOSPC') throw error
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
