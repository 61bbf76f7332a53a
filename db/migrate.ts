import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect, sql } from 'kysely'
import {
  type Migration,
  type MigrationProvider,
  type MigrationResultSet,
  Migrator,
} from 'kysely/migration'
import pg from 'pg'
import { grantTo } from './privileges.ts'

const folder = join(import.meta.dirname, 'migrations')

/** Reads `migrations/NNNN_name.sql`; each file runs inside the migrator's one transaction. */
const provider: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
    const entries = files.map(async (file): Promise<[string, Migration]> => {
      const text = await readFile(join(folder, file), 'utf8')
      return [
        file.replace(/\.sql$/, ''),
        { up: async (db) => void (await sql.raw(text).execute(db)) },
      ]
    })
    return Object.fromEntries(await Promise.all(entries))
  },
}

/** Held by the one node that changes the schema and gives rights. */
const lock = sql`hashtext('lianqiao migration')`

/**
 * Brings the database to the newest schema and gives the application's role its rights.
 * All files run in one transaction, and all of it under a lock: several nodes may call this at once, and a crash leaves
 * nothing half done.
 * @param ownerUrl the role that owns the tables
 * @param appUrl the role that the application uses; may be the same
 * @returns the names of the migrations that ran
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<string[]> {
  return change(ownerUrl, appUrl, (migrator) => migrator.migrateToLatest())
}

/** The same up to and with one migration, for a restore of what was saved at that version. */
export async function migrateTo(ownerUrl: string, appUrl: string, last: string): Promise<void> {
  await change(ownerUrl, appUrl, (migrator) => migrator.migrateTo(last))
}

async function change(
  ownerUrl: string,
  appUrl: string,
  run: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<string[]> {
  return withMigrator(ownerUrl, (migrator, db, pgPool) =>
    db.connection().execute(async (locked) => {
      await sql`select pg_advisory_lock(${lock})`.execute(locked)
      try {
        await runMigrations({ pgPool })
        const { error, results } = await run(migrator)
        if (error) throw error
        const [owner, app] = [new URL(ownerUrl).username, new URL(appUrl).username]
        if (owner !== app) await grantTo(db, app)
        return (results ?? []).map((result) => result.migrationName)
      } finally {
        await sql`select pg_advisory_unlock(${lock})`.execute(locked)
      }
    }),
  )
}

/** Every migration of this version, in order. */
export const knownMigrations = async (): Promise<string[]> =>
  Object.keys(await provider.getMigrations()).sort()

/** The names of migrations that have not run yet. */
export async function pendingMigrations(ownerUrl: string): Promise<string[]> {
  return withMigrator(ownerUrl, async (migrator) =>
    (await migrator.getMigrations())
      .filter((getMigration) => !getMigration.executedAt)
      .map((getMigration) => getMigration.name),
  )
}

async function withMigrator<T>(
  url: string,
  work: (migrator: Migrator, db: Kysely<unknown>, pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  // A connection that is cut while nothing is asked over it is told by whatever is asked next.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await work(new Migrator({ db, provider }), db, pool)
  } finally {
    await db.destroy()
  }
}
