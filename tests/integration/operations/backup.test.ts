import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { reindexCommand } from '#app/cli/reindex.ts'
import { seed } from '#app/cli/seed/index.ts'
import { createLogger } from '#app/logger.ts'
import { backup, checkArchive, connect, type Db, restore, sql } from '#db'
import { connectSearch } from '#search'
import { emptyDatabase } from '../../support/database.ts'
import { makePerson } from '../../support/people.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const folder = mkdtempSync(join(tmpdir(), 'lianqiao-backup-'))
const key = world.vault.sign('backup')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const save = async (name: string) => {
  const file = join(folder, name)
  const result = await backup(world.ownerUrl, file, { key, at: world.db.now() })
  return { file, result }
}

/** Every table with a sum over all of its rows, as the owner sees it. */
async function sumsOf(ownerUrl: string): Promise<Record<string, string>> {
  const database = connect({ url: ownerUrl, poolSize: 1 })
  const { db } = database
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'private') and tablename not in
      ('search_dirty', 'audit_unsealed', 'rate_limit', 'app_meta', 'kysely_migration_lock', 'kysely_migration')
    order by 1`.execute(db)
  const sums: Record<string, string> = {}
  for (const { name } of tables) sums[name] = await sumOf(db, name)
  await database.close()
  return sums
}

async function sumOf(db: Db, name: string): Promise<string> {
  const { rows } = await sql<{ sum: string }>`
    select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum
    from ${sql.raw(name)} t`.execute(db)
  return rows[0]!.sum
}

async function pendingJobs(ownerUrl: string): Promise<string[]> {
  const database = connect({ url: ownerUrl, poolSize: 1 })
  const { rows } = await sql<{ job: string }>`
    select t.identifier || ' ' || j.payload::text || ' ' || j.run_at as job
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    order by 1`.execute(database.db)
  await database.close()
  return rows.map(({ job }) => job)
}

describe('A snapshot of the market', () => {
  test('comes back row by row in an empty database, with private fields, files, rights and jobs, and is found again', async () => {
    await seed({ db: world.db, vault: world.vault, origin: 'http://127.0.0.1' })
    const { file, result } = await save('whole.backup')
    const { tables } = await checkArchive(file)
    const names = tables.map(({ table }) => `${table.schema}.${table.name}`)
    expect(names).toEqual(
      expect.arrayContaining(['private.request_detail', 'public.file', 'public.audit']),
    )
    expect(result.rows).toBeGreaterThan(100)
    const target = await emptyDatabase()
    const done = await restore({ ...target, file, key })
    expect(done).toMatchObject({ rows: result.rows, jobs: result.jobs, migrated: [] })
    const [before, after] = [await sumsOf(world.ownerUrl), await sumsOf(target.ownerUrl)]
    expect(after).toEqual(before)
    expect(Number(before['private.request_detail']?.split(' ')[0])).toBeGreaterThan(0)
    expect(await pendingJobs(target.ownerUrl)).toEqual(await pendingJobs(world.ownerUrl))

    const app = connect({ url: target.appUrl })
    await expect(sql`delete from audit`.execute(app.db)).rejects.toThrow('permission denied')
    await expect(sql`select * from private.request_detail`.execute(app.db)).rejects.toThrow(
      'permission denied',
    )
    const { searchUrl, searchKey } = inject('engines')
    const search = connectSearch({
      url: searchUrl,
      key: searchKey,
      prefix: `restored_${Date.now()}`,
      patienceMs: 30_000,
    })
    const log = createLogger({ LOG_LEVEL: 'silent' })
    expect(await reindexCommand({ db: app.db, search, log })).toBe(0)
    const { id, name } = await app.db
      .selectFrom('organization')
      .select(['id', 'name'])
      .where('standing', '=', 'verified')
      .where('kind', '=', 'enterprise')
      .executeTakeFirstOrThrow()
    const { hits } = await search.query({ text: name, audience: ['public'], limit: 5 })
    expect(hits[0]?.id).toBe(id)
    await app.close()
    await target.drop()
  }, 120_000)

  test('is one moment: what is written meanwhile is in it whole or not at all', async () => {
    const insert = (n: number) =>
      sql`with made as (insert into person (id) values (uuidv7()) returning id)
        insert into person_name (person_id, name) select id, ${`快照${n}`} from made`.execute(
        world.db,
      )
    let writing = true
    let n = 0
    const writer = (async () => {
      while (writing) await insert(n++)
    })()
    const { file } = await save('busy.backup')
    writing = false
    await writer
    const target = await emptyDatabase()
    await restore({ ...target, file, key })
    const database = connect({ url: target.ownerUrl, poolSize: 1 })
    const { rows } = await sql<{ people: number; names: number }>`
      select (select count(*) from person) as people, (select count(*) from person_name) as names`.execute(
      database.db,
    )
    expect(rows[0]!.people).toBe(rows[0]!.names)
    await database.close()
    await target.drop()
  }, 120_000)

  test('is refused when it was changed, cut off, sealed under another key, or the database is in use; and leaves nothing', async () => {
    const { file } = await save('good.backup')
    const bytes = gunzipSync(readFileSync(file))
    const bad = (name: string, content: Buffer) => {
      const path = join(folder, name)
      writeFileSync(path, gzipSync(content))
      return path
    }
    const changed = Buffer.from(bytes)
    const at = changed.indexOf('南昌')
    changed.write('北', at)
    const target = await emptyDatabase()
    const into = (path: string, under = key) => restore({ ...target, file: path, key: under })
    await expect(into(bad('changed.backup', changed))).rejects.toThrow('was changed')
    await expect(into(bad('cut.backup', bytes.subarray(0, -40)))).rejects.toThrow('cut off')
    await expect(into(bad('other.backup', Buffer.from('hello, world')))).rejects.toThrow('archive')
    await expect(into(file, 'another')).rejects.toThrow('SECRET_KEY')
    const inUse = restore({ ownerUrl: world.ownerUrl, appUrl: world.appUrl, file, key })
    await expect(inUse).rejects.toThrow('in use')
    await into(file)
    await expect(into(file)).rejects.toThrow('in use')
    await target.drop()
  }, 120_000)

  test('keeps a file of ten megabytes among many small rows, byte by byte', async () => {
    const person = await makePerson(world)
    const content = randomBytes(10_000_000)
    const sha256 = createHash('sha256').update(content).digest()
    const row = {
      name: '大文件.pdf',
      media_type: 'application/pdf',
      uploaded_by: person.personId,
      subject_kind: 'organization',
    }
    for (const bytes of [content, Buffer.from('a'), content, Buffer.from('b')]) {
      const sum = createHash('sha256').update(bytes).digest()
      await world.db
        .insertInto('file')
        .values({ ...row, size: bytes.length, sha256: sum, content: bytes })
        .execute()
    }
    const { file } = await save('large.backup')
    const target = await emptyDatabase()
    await restore({ ...target, file, key })
    expect((await sumsOf(target.ownerUrl))['public.file']).toBe(
      (await sumsOf(world.ownerUrl))['public.file'],
    )
    const database = connect({ url: target.ownerUrl, poolSize: 1 })
    const { rows } = await sql<{ right: number }>`
      select count(*)::int as right from file where sha256(content) = ${sha256}`.execute(
      database.db,
    )
    expect(rows[0]!.right).toBe(2)
    await database.close()
    await target.drop()
  }, 120_000)
})
