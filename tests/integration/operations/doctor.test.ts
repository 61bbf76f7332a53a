import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { examine } from '#app/cli/doctor.ts'
import { readEnv } from '#app/env.ts'
import { startProjector } from '#app/jobs/project-search.ts'
import { createLogger } from '#app/logger.ts'
import { connect, sql } from '#db'
import { connectSearch } from '#search'
import { makeEnterprise } from '../../support/people.ts'
import { testSecretKey, testWorld } from '../../support/world.ts'

const world = testWorld()
const folder = mkdtempSync(join(tmpdir(), 'lianqiao-doctor-'))
const searchPrefix = `doctor_${Date.now()}`
const env = (more: Record<string, string> = {}) => readEnv({ NODE_ENV: 'test', ...more })

const connections = () => ({
  databaseUrl: world.appUrl,
  databaseMigrationUrl: world.ownerUrl,
  databaseDirectUrl: world.appUrl,
  searchUrl: inject('engines').searchUrl,
  searchKey: inject('engines').searchKey,
  searchPrefix,
  secretKey: testSecretKey,
})

const search = () =>
  connectSearch({
    url: inject('engines').searchUrl,
    key: inject('engines').searchKey,
    prefix: searchPrefix,
  })

async function asOwner(statement: string): Promise<void> {
  const owner = connect({ url: world.ownerUrl, poolSize: 1 })
  await sql.raw(statement).execute(owner.db)
  await owner.close()
}

const look = async (more?: Record<string, string>) =>
  new Map(
    (await examine(env(more), connections(), folder)).map((item) => [item.about, item] as const),
  )

beforeAll(async () => {
  await makeEnterprise(world)
  const log = createLogger({ LOG_LEVEL: 'silent' })
  const projector = startProjector({ db: world.db, search: search(), log })
  await projector.drain()
  await projector.stop()
})
afterAll(async () => {
  await search().indexes.drop('live')
  rmSync(folder, { recursive: true, force: true })
})

describe('The doctor', () => {
  test('finds nothing wrong with a market that is well, and says each thing in a sentence', async () => {
    const found = await look()
    expect([...found.values()].filter(({ level }) => level === 'bad')).toEqual([])
    expect(found.get('index')?.level).toBe('good')
    for (const { says } of found.values()) expect(says).toMatch(/[.\d]$/)
  })

  test('names a right too many, and its remedy', async () => {
    await asOwner('grant delete on audit to lianqiao_app')
    const { rights } = Object.fromEntries(await look())
    await asOwner('revoke delete on audit from lianqiao_app')
    expect(rights).toMatchObject({ level: 'bad' })
    expect(rights?.says).toContain('may change audit')
  })

  test('sees an index that lacks a document', async () => {
    const [first] = await world.db
      .selectFrom('organization')
      .select('id')
      .where('kind', '=', 'enterprise')
      .execute()
    await search().indexes.remove('live', [{ kind: 'organization', id: first!.id }])
    expect((await look()).get('index')).toMatchObject({ level: 'bad' })
  })

  test('sees a text whose characters were lost before it was stored, and where', async () => {
    await asOwner("update organization set short_name = '锐�成' where kind = 'enterprise'")
    const { texts } = Object.fromEntries(await look())
    await asOwner("update organization set short_name = null where kind = 'enterprise'")
    expect(texts).toMatchObject({ level: 'warn' })
    expect(texts?.says).toContain('organization.short_name (1)')
  })

  test('sees a job that was given up', async () => {
    await sql`select graphile_worker.add_job('expire', '{}'::json, max_attempts => 1)`.execute(
      world.db,
    )
    await sql`update graphile_worker._private_jobs set attempts = 1`.execute(world.db)
    expect((await look()).get('queue')?.says).toContain('expire')
    await sql`delete from graphile_worker._private_jobs`.execute(world.db)
  })

  test('sees mail and SMS that nobody answers', async () => {
    const found = await look({
      SMTP_URL: 'smtp://127.0.0.1:9',
      SMS_GATEWAY_URL: 'http://127.0.0.1:9/sms',
      PUBLIC_URL: 'https://127.0.0.1:9',
    })
    for (const about of ['mail', 'SMS', 'TLS']) expect(found.get(about)?.level).toBe('bad')
  })
})
