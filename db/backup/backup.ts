import pg from 'pg'
import {
  type ArchiveWriter,
  type PendingJob,
  type SequenceState,
  type TableHead,
  writeArchive,
} from './archive.ts'
import { copyOut } from './copy.ts'

/** What follows from other tables, or is the migrator's own. */
const leftOut = ['kysely_migration', 'kysely_migration_lock', 'search_dirty', 'audit_unsealed']

export const quoted = (...names: string[]): string =>
  names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.')

/** Every table that holds something of its own; an unlogged one holds nothing worth keeping. */
export async function listTables(client: pg.Client): Promise<TableHead[]> {
  const { rows } = await client.query<TableHead>(
    `select n.nspname as schema, c.relname as name,
       array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname in ('public', 'private') and c.relkind = 'r' and c.relpersistence = 'p'
       and not (c.relname = any ($1))
     group by n.nspname, c.relname order by n.nspname, c.relname`,
    [leftOut],
  )
  return rows
}

/** The names of the migrations that have run, in order; none in a database that is new. */
export async function listMigrations(client: pg.Client): Promise<string[]> {
  const { rows: found } = await client.query(
    `select to_regclass('public.kysely_migration') as name`,
  )
  if (!found[0]?.name) return []
  const { rows } = await client.query<{ name: string }>(
    'select name from public.kysely_migration order by name',
  )
  return rows.map(({ name }) => name)
}

export interface BackupResult {
  tables: number
  rows: number
  jobs: number
}

/**
 * Writes one consistent snapshot of the whole market into a new file: all tables by COPY, sequences, and the jobs that wait.
 * @param ownerUrl the role that owns the tables; the application's can't read the private ones
 * @param key tells the secret key, so that a restore under another one is refused
 */
export async function backup(
  ownerUrl: string,
  file: string,
  { key, at }: { key: string; at: Date },
): Promise<BackupResult> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const archive = writeArchive(file)
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows: version } = await client.query<{ server_version: string }>('show server_version')
    await archive.head({
      format: 'lianqiao-backup',
      version: 1,
      at: at.toISOString(),
      migrations: await listMigrations(client),
      postgres: version[0]!.server_version,
      key,
    })
    const tables = await listTables(client)
    let rows = 0
    for (const table of tables) rows += await writeTable(client, archive, table)
    const [sequences, jobs] = [await listSequences(client), await listJobs(client)]
    await client.query('commit')
    await archive.close({ tables: tables.length, sequences, jobs })
    return { tables: tables.length, rows, jobs: jobs.length }
  } catch (error) {
    archive.abandon()
    throw error
  } finally {
    await client.end()
  }
}

async function writeTable(
  client: pg.Client,
  archive: ArchiveWriter,
  table: TableHead,
): Promise<number> {
  await archive.begin(table)
  const columns = table.columns.map((name) => quoted(name)).join(', ')
  const statement = `copy ${quoted(table.schema, table.name)} (${columns}) to stdout`
  const rows = await copyOut(client, statement, (chunk) => archive.data(chunk))
  await archive.end(rows)
  return rows
}

async function listSequences(client: pg.Client): Promise<SequenceState[]> {
  const { rows: names } = await client.query<{ schema: string; name: string }>(
    `select schemaname as schema, sequencename as name from pg_sequences
     where schemaname in ('public', 'private') order by 1, 2`,
  )
  const states: SequenceState[] = []
  for (const { schema, name } of names) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(schema, name)}`,
    )
    states.push({ schema, name, ...rows[0]! })
  }
  return states
}

/** What still waits in the queue; jobs are safe to repeat, so one that is just running is kept too. */
async function listJobs(client: pg.Client): Promise<PendingJob[]> {
  const { rows } = await client.query<PendingJob>(
    `select t.identifier as task, j.payload, q.queue_name as queue, j.run_at::text as run_at,
       j.max_attempts, j.key, j.priority
     from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where j.attempts < j.max_attempts order by j.id`,
  )
  return rows
}
