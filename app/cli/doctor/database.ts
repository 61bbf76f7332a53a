import { connect, pendingMigrations, sql } from '#db'
import { findChecked } from '../../domain/audit/check.server.ts'
import { findHead, readBacklog } from '../../domain/audit/seal.server.ts'
import type { Connections } from '../../server.ts'
import { bad, type Finding, good, warn } from './finding.ts'

const oldestPostgres = 18
const mostSecondsApart = 2

/** The server, the roles, the schema, the queue, the letters that nobody knows whether they went. */
export async function examineDatabase({
  databaseUrl,
  databaseMigrationUrl,
}: Connections): Promise<Finding[]> {
  const database = connect({ url: databaseUrl, poolSize: 2 })
  try {
    const { db } = database
    const pending = await pendingMigrations(databaseMigrationUrl)
    const migrations =
      pending.length === 0
        ? good('migrations', 'The schema is the newest.')
        : bad('migrations', `${pending.join(', ')} did not run: npm run db:migrate.`)
    if (pending.length > 0) return [await version(db), migrations]
    return [
      await version(db),
      await clock(db),
      migrations,
      await rights(db, databaseUrl !== databaseMigrationUrl),
      await queue(db),
      await trail(db),
      await letters(db),
      await secondFactors(db),
      await bounds(db),
    ]
  } finally {
    await database.close()
  }
}

type Db = ReturnType<typeof connect>['db']

async function version(db: Db): Promise<Finding> {
  const { rows } = await sql<{ number: number; text: string; encoding: string }>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as text,
      current_setting('server_encoding') as encoding`.execute(db)
  const { number, text, encoding } = rows[0]!
  if (number < oldestPostgres * 10_000) {
    return bad('PostgreSQL', `It is ${text}: use ${oldestPostgres} or newer.`)
  }
  if (encoding !== 'UTF8') {
    return bad('PostgreSQL', `The database is ${encoding}: make one with encoding 'UTF8'.`)
  }
  return good('PostgreSQL', `${text}, ${encoding}.`)
}

async function clock(db: Db): Promise<Finding> {
  const before = Date.now()
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
  const here = (before + Date.now()) / 2
  const apart = Math.abs(rows[0]!.at.getTime() - here) / 1000
  return apart > mostSecondsApart
    ? bad(
        'clock',
        `This machine and the database are ${apart.toFixed(1)} s apart: run a time service (chrony, ntpd) on both.`,
      )
    : good('clock', 'This machine and the database agree.')
}

/** The application may add to the trail and never change it, and sees private fields through their functions only. */
async function rights(db: Db, apart: boolean): Promise<Finding> {
  if (!apart) {
    return warn(
      'rights',
      'The application uses the role that owns the tables: name another one with DATABASE_URL, and the owner with DATABASE_MIGRATION_URL.',
    )
  }
  const { rows } = await sql<{ wrong: string }>`
    select 'may change ' || c.relname as wrong from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relname in ('audit', 'audit_seal', 'transition', 'session_event', 'offer_terms', 'interest_terms', 'receipt')
        and (has_table_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete'))
    union all
    select 'may read private.' || c.relname from pg_class c
      where c.relnamespace = 'private'::regnamespace and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
    union all
    select 'may not use ' || c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
        and not has_table_privilege(c.oid, 'select')
    union all
    select 'is a superuser' from pg_roles where rolname = current_user and rolsuper`.execute(db)
  if (rows.length === 0)
    return good('rights', 'The application’s role has what it needs and no more.')
  const all = rows.map(({ wrong }) => wrong).join(', ')
  return bad('rights', `The application’s role ${all}: revoke that, then npm run db:migrate.`)
}

async function queue(db: Db): Promise<Finding> {
  const { rows } = await sql<{ failed: number; late: number; task: string | null }>`
    select count(*) filter (where j.attempts >= j.max_attempts)::int as failed,
      coalesce(extract(epoch from now() - min(j.run_at) filter (where j.attempts < j.max_attempts and j.run_at < now())), 0)::int as late,
      max(t.identifier) filter (where j.attempts >= j.max_attempts) as task
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`.execute(
    db,
  )
  const { failed, late, task } = rows[0]!
  if (failed > 0) {
    return bad(
      'queue',
      `${failed} jobs were given up (${task}): see last_error in graphile_worker.jobs, mend the cause, then graphile_worker.reschedule_jobs.`,
    )
  }
  if (late > 300) {
    return bad(
      'queue',
      `A job has waited ${Math.round(late / 60)} minutes: start a node with ROLE=worker or ROLE=all.`,
    )
  }
  return good('queue', 'No job was given up and none waits.')
}

const longestUnsealed = 60

/** Rows are sealed about a second after their commit; the chain itself is looked at by `npm run audit:verify`. */
async function trail(db: Db): Promise<Finding> {
  const [{ rows, seconds }, head, checked] = await Promise.all([
    readBacklog(db),
    findHead(db),
    findChecked(db),
  ])
  if (checked && checked.broken > 0) {
    return bad(
      'audit trail',
      `The check of ${checked.at} found ${checked.broken} broken places: run npm run audit:verify and keep a backup as evidence.`,
    )
  }
  if (seconds > longestUnsealed) {
    return bad(
      'audit trail',
      `${rows} rows wait for their seal, the oldest for ${Math.round(seconds)} s: start a node with ROLE=worker or ROLE=all.`,
    )
  }
  return good('audit trail', `Sealed up to number ${head?.seq ?? 0}; ${rows} rows wait.`)
}

async function letters(db: Db): Promise<Finding> {
  const { rows } = await sql<{ doubtful: number }>`
    select count(*)::int as doubtful from notice_delivery
    where state = 'sending' and updated_at < now() - interval '1 hour'`.execute(db)
  const { doubtful } = rows[0]!
  return doubtful > 0
    ? warn(
        'letters',
        `A node died while it sent ${doubtful} letters; they are not sent again, and the page has what they say.`,
      )
    : good('letters', 'None was left half sent.')
}

async function secondFactors(db: Db): Promise<Finding> {
  const { rows } = await sql<{ people: number; without: number }>`
    select count(distinct m.person_id)::int as people,
      count(distinct m.person_id) filter (where not exists (select from person_totp t where t.person_id = m.person_id and t.confirmed_at is not null)
        and not exists (select from passkey k where k.person_id = m.person_id))::int as without
    from membership m join organization o on o.id = m.organization_id
    where m.ended_at is null and o.kind in ('institution', 'bureau')`.execute(db)
  const { people, without } = rows[0]!
  return good(
    'second factor',
    `${people - without} of ${people} people of institutions and the bureau have one.`,
  )
}

/** Rows of before the bounds of amounts, rates, days and lists: they can't be changed until they are mended. */
async function bounds(db: Db): Promise<Finding> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I (%I)', n.nspname, c.relname, o.conname) as name
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
    where o.contype = 'c' and not o.convalidated and o.conname like '%\\_bounds' order by 1`.execute(
    db,
  )
  if (rows.length === 0)
    return good('bounds', 'Every amount, rate, term, day, count and list keeps to its bounds.')
  const names = rows.map(({ name }) => name).join(', ')
  return bad(
    'bounds',
    `Rows of an earlier version lie outside the bounds of ${names}, and can’t be changed so: mend them with who they belong to (the condition is in pg_get_constraintdef), then alter table … validate constraint ….`,
  )
}
