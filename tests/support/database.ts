import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { createVault } from '#app/domain/vault.server.ts'
import { connect, type Database, type Db } from '#db'
import { testPasswords } from './own-engines.ts'

/** The secret key of every test. */
export const testSecretKey = Buffer.alloc(32, 7).toString('base64')

export interface TestDatabase {
  /** As the application's role. */
  readonly db: Db
  readonly database: Database
  readonly appUrl: string
  readonly ownerUrl: string
  /** Stops the clock at this instant; `null` lets it run again. */
  stopClock(at: Date | null): void
  /** Answers nobody while `work` runs: whoever was connected is cut off, and nobody new comes in. */
  whileAway(work: () => Promise<void>): Promise<void>
}

/** A database of this test file's own: a copy of the migrated template, dropped at the end. */
export function testDatabase(): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`
  let database: Database
  let stopped: Date | null = null
  const url = (role: 'app' | 'owner') =>
    `postgres://lianqiao_${role}:${testPasswords[role]}@127.0.0.1:${inject('engines').postgresPort}/${name}`

  beforeAll(async () => {
    await asAdmin(
      `create database ${name} template ${inject('engines').template} owner lianqiao_owner`,
    )
    database = connect({
      url: url('app'),
      now: () => stopped ?? new Date(),
      sealer: createVault(testSecretKey),
    })
  })
  afterAll(async () => {
    await database?.close()
    await asAdmin(`drop database if exists ${name} with (force)`)
  })
  return {
    get db() {
      return database.db
    },
    get database() {
      return database
    },
    get appUrl() {
      return url('app')
    },
    get ownerUrl() {
      return url('owner')
    },
    stopClock(at) {
      stopped = at
    },
    async whileAway(work) {
      await asAdmin(`alter database ${name} with allow_connections false`)
      try {
        await asAdmin(
          `select pg_terminate_backend(pid, 20000) from pg_stat_activity where datname = '${name}'`,
        )
        await work()
      } finally {
        await asAdmin(`alter database ${name} with allow_connections true`)
      }
    },
  }
}

/** A database with nothing in it, for who brings a schema of their own. */
export async function emptyDatabase() {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(`create database ${name} template template0 owner lianqiao_owner`)
  const url = (role: 'app' | 'owner') =>
    `postgres://lianqiao_${role}:${testPasswords[role]}@127.0.0.1:${inject('engines').postgresPort}/${name}`
  return {
    appUrl: url('app'),
    ownerUrl: url('owner'),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  }
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('engines').adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
