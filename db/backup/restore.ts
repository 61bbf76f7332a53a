import pg from 'pg'
import { knownMigrations, migrate, migrateTo } from '../migrate.ts'
import { type ArchiveTail, checkArchive, readFrames, type TableHead } from './archive.ts'
import { listMigrations, listTables, quoted } from './backup.ts'
import { copyIn } from './copy.ts'

export interface RestoreResult {
  at: string
  tables: number
  rows: number
  jobs: number
  /** The migrations that ran after, where the archive is older than this version. */
  migrated: string[]
}

export interface RestoreOptions {
  ownerUrl: string
  appUrl: string
  file: string
  /** Tells the secret key in use. */
  key: string
}

/** PostgreSQL's name of a row that a check refuses. */
const checkViolation = '23514'

/** What somebody can mend; the message is the sentence to show. */
export const refusal = (message: string): Error =>
  Object.assign(new Error(message), { sentence: true as const })

/**
 * Fills an empty database from an archive, all or nothing: every sum is checked before anything is touched,
 * every count after. An older archive is brought up to date at the end.
 * @throws {Error} one sentence, when the archive is damaged, the key is another, or the database isn't empty
 */
export async function restore({
  ownerUrl,
  appUrl,
  file,
  key,
}: RestoreOptions): Promise<RestoreResult> {
  const { head, tables, tail } = await checkArchive(file).catch((error: Error) => {
    throw refusal(`${file} can't be restored: ${error.message}`)
  })
  if (head.key !== key) {
    throw refusal(
      'The archive was made under another SECRET_KEY, without which addresses and other sealed fields stay unreadable: set the key of that time.',
    )
  }
  await checkVersions(head.migrations)
  await prepareSchema(ownerUrl, appUrl, head.migrations)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    await fill(client, file, tables)
    await finish(client, tail)
    await client.query('commit')
  } finally {
    await client.end()
  }
  const migrated = await migrate(ownerUrl, appUrl)
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return { at: head.at, tables: tables.length, rows, jobs: tail.jobs.length, migrated }
}

async function checkVersions(migrations: readonly string[]): Promise<void> {
  const known = await knownMigrations()
  if (migrations.some((name, at) => known[at] !== name)) {
    throw refusal(
      'The archive comes from another version of Lianqiao than this one or an earlier one: use the version that made it.',
    )
  }
}

/** A new database gets the schema of the archive's time; one that has a schema must have that one, and nobody in it. */
async function prepareSchema(
  ownerUrl: string,
  appUrl: string,
  migrations: readonly string[],
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const present = await listMigrations(client)
  try {
    if (present.length > 0 && present.join() !== migrations.join()) {
      throw refusal(
        'The database has the schema of another version than the archive: restore into a database that is new.',
      )
    }
    if (present.length > 0) {
      const { rows } = await client.query(
        'select exists (select from person) or exists (select from organization) as used',
      )
      if (rows[0]?.used) {
        throw refusal('The database is in use: restore into an empty one.')
      }
    }
  } finally {
    await client.end()
  }
  if (present.length === 0) await migrateTo(ownerUrl, appUrl, migrations.at(-1)!)
}

async function fill(
  client: pg.Client,
  file: string,
  tables: readonly { table: TableHead; rows: number }[],
): Promise<void> {
  const present = await listTables(client)
  const names = (list: readonly TableHead[]) =>
    list.map(({ schema, name }) => `${schema}.${name}`).join()
  if (names(present) !== names(tables.map(({ table }) => table))) {
    throw refusal(
      'The archive has other tables than its version: it was not made by `npm run backup`.',
    )
  }
  const bounds = await dropBounds(client)
  const references = await dropReferences(client)
  const all = present.map(({ schema, name }) => quoted(schema, name)).join(', ')
  await client.query(`truncate ${all}`)
  const frames = readFrames(file)[Symbol.asyncIterator]()
  for (let done = 0; done < tables.length; ) {
    const { value: frame, done: over } = await frames.next()
    if (over || !frame) throw refusal('The archive is cut off.')
    if (frame.type !== 'T') continue
    const rows = await fillTable(client, frame.content, frames)
    if (rows !== tables[done]?.rows) {
      throw new Error(`${frame.content.name} has ${rows} rows instead of ${tables[done]?.rows}.`)
    }
    done++
  }
  await frames.return?.(undefined)
  for (const statement of references) await client.query(statement)
  await addBounds(client, bounds)
}

async function fillTable(
  client: pg.Client,
  { schema, name, columns }: TableHead,
  frames: AsyncIterator<Awaited<ReturnType<ReturnType<typeof readFrames>['next']>>['value']>,
): Promise<number> {
  async function* rows(): AsyncIterable<Buffer> {
    for (;;) {
      const { value: frame, done } = await frames.next()
      if (done || !frame || frame.type !== 'D') return
      yield frame.data
    }
  }
  const list = columns.map((column) => quoted(column)).join(', ')
  return copyIn(client, `copy ${quoted(schema, name)} (${list}) from stdin`, rows())
}

/** Tables refer to each other in circles, so references are taken away for the filling and checked as they come back. */
async function dropReferences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ target: string; name: string; definition: string }>(
    `select format('%I.%I', n.nspname, c.relname) as target, quote_ident(o.conname) as name,
       pg_get_constraintdef(o.oid) as definition
     from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
     where o.contype = 'f' and n.nspname in ('public', 'private') order by 1, 2`,
  )
  for (const { target, name } of rows) {
    await client.query(`alter table ${target} drop constraint ${name}`)
  }
  return rows.map(
    ({ target, name, definition }) => `alter table ${target} add constraint ${name} ${definition}`,
  )
}

interface Bounds {
  target: string
  name: string
  definition: string
}

/** A market may hold rows of before its bounds, and what could be saved can be restored: bounds are taken away for the filling. */
async function dropBounds(client: pg.Client): Promise<Bounds[]> {
  const { rows } = await client.query<Bounds>(
    `select format('%I.%I', n.nspname, c.relname) as target, quote_ident(o.conname) as name,
       regexp_replace(pg_get_constraintdef(o.oid), ' NOT VALID$', '') as definition
     from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
     where o.contype = 'c' and o.conname like '%\\_bounds' and n.nspname in ('public', 'private') order by 1, 2`,
  )
  for (const { target, name } of rows) {
    await client.query(`alter table ${target} drop constraint ${name}`)
  }
  return rows
}

/** Bounds bind what is written from now on; where every row keeps to them, that is on record too. */
async function addBounds(client: pg.Client, bounds: readonly Bounds[]): Promise<void> {
  for (const { target, name, definition } of bounds) {
    await client.query(`alter table ${target} add constraint ${name} ${definition} not valid`)
    await client.query('savepoint bounds')
    try {
      await client.query(`alter table ${target} validate constraint ${name}`)
    } catch (error) {
      if ((error as { code?: string }).code !== checkViolation) throw error
      await client.query('rollback to savepoint bounds')
    }
  }
}

/** Sequences, waiting jobs, and the wish for an index of this market's own. */
async function finish(client: pg.Client, { sequences, jobs }: ArchiveTail): Promise<void> {
  for (const { schema, name, value, called } of sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      quoted(schema, name),
      value,
      called,
    ])
  }
  for (const { task, payload, queue, run_at, max_attempts, key, priority } of jobs) {
    await client.query(
      `select graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4::timestamptz,
         max_attempts => $5, job_key => $6, priority => $7)`,
      [task, JSON.stringify(payload), queue, run_at, max_attempts, key, priority],
    )
  }
  await client.query(
    `delete from app_meta where key in ('search_index', 'search_rebuild', 'search_rebuild_wanted')`,
  )
  // A market that was somebody's own is never filled with the demonstration.
  await client.query(
    `insert into app_meta (key, value) values ('seeded', '{"restored": true}') on conflict (key) do nothing`,
  )
}
