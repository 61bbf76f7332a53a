import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createVault } from '#app/domain/vault.server.ts'
import { connect, type Database } from '#db'
import { connectSearch, type Search } from '#search'
import { type ProductNode, startNode } from '../support/nodes.ts'
import { type OwnEngines, openOwnEngines } from '../support/own-engines.ts'
import type { World } from '../support/people.ts'
import type { Claim } from './frame.ts'

/** What a bench works on. Everything it opens here is closed when it ends, however it ends. */
export interface Stage {
  /** Tiny sizes, to see that the bench runs at all. */
  quick: boolean
  /** How many sockets to put into a room; null for every size of the table. */
  sockets: number | null
  size(full: number, quick: number): number
  report(claim: Claim): void
  /** Says on stderr what is under way. */
  note(text: string): void
  /** A folder that is removed at the end. */
  folder(): string
  /** Both engines, durable as the product runs them; at tiny sizes several benches share them. */
  engines(): Promise<OwnEngines>
  /** Both engines for this bench alone, to be interrupted. */
  ownEngines(): Promise<OwnEngines>
  market(engines: OwnEngines): Promise<Market>
  /** Called at the end, the last first. */
  after(close: () => unknown): void
}

export interface Bench {
  name: string
  about: string
  run(stage: Stage): Promise<void>
}

/** A market of one bench: a database, a name for its indexes, and nodes of the product as it is started by hand. */
export interface Market {
  appUrl: string
  database: Database
  search: Search
  world: World
  /** The settings that its nodes are started with. */
  env: Record<string, string>
  /** As the superuser, for what no verb does: filling tables by the hundred thousand. */
  admin: pg.Client
  node(settings?: Record<string, string>): Promise<ProductNode>
}

const secretKey = Buffer.alloc(32, 7).toString('base64')

export function openStage(
  name: string,
  {
    quick,
    sockets,
    report,
    shared,
  }: {
    quick: boolean
    sockets: number | null
    report: (claim: Claim) => void
    shared: OwnEngines | null
  },
): Stage & { close(): Promise<void> } {
  const closers: (() => unknown)[] = []
  const after = (close: () => unknown) => void closers.push(close)
  const folder = () => {
    const path = mkdtempSync('/tmp/lianqiao-bench-')
    chmodSync(path, 0o755)
    after(() => rmSync(path, { recursive: true, force: true }))
    return path
  }
  const ownEngines = async () => {
    const engines = await openOwnEngines()
    after(engines.stop)
    return engines
  }
  return {
    quick,
    sockets,
    size: (full, small) => (quick ? small : full),
    report,
    note: (text) => process.stderr.write(`  ${name}: ${text}\n`),
    folder,
    after,
    engines: async () => shared ?? ownEngines(),
    ownEngines,
    market: (engines) => openMarket(engines, folder(), after),
    async close() {
      for (let end = closers.pop(); end; end = closers.pop()) {
        await Promise.resolve(end()).catch((error: unknown) => console.error(error))
      }
    },
  }
}

async function openMarket(
  engines: OwnEngines,
  folder: string,
  after: Stage['after'],
): Promise<Market> {
  const name = `bench_${randomBytes(4).toString('hex')}`
  await asAdmin(
    engines.postgres.adminUrl(),
    `create database ${name} template ${engines.template} owner lianqiao_owner`,
  )
  const appUrl = engines.postgres.appUrl(name)
  const vault = createVault(secretKey)
  const database = connect({ url: appUrl, onError: () => {}, sealer: vault })
  after(database.close)
  const admin = new pg.Client({ connectionString: engines.postgres.adminUrl(name) })
  admin.on('error', () => {})
  await admin.connect()
  after(() => admin.end())
  const { url: searchUrl, key } = engines.search
  const env = {
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: appUrl,
    DATABASE_MIGRATION_URL: engines.postgres.ownerUrl(name),
    MEILI_URL: searchUrl,
    MEILI_KEY: key,
    MEILI_PREFIX: name,
    SECRET_KEY: secretKey,
    SECOND_FACTOR: 'offered',
  }
  return {
    appUrl,
    database,
    search: connectSearch({ url: searchUrl, key, prefix: name }),
    world: { db: database.db, vault },
    admin,
    env,
    async node(settings = {}) {
      const node = await startNode({ ...env, ...settings })
      after(node.stop)
      return node
    },
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export const machine = (): string => {
  const [first] = cpus()
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, Node ${process.version}`
}
