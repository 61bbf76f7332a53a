import { expect, test } from 'vitest'
import { connect, sql } from '#db'
import { testDatabase } from '../support/database.ts'

const market = testDatabase()

interface Relation {
  name: string
  schema: string
  columns: string[]
}

/** Everything of the catalogue that a market could be hurt by; a new table or function joins by itself. */
async function catalogue() {
  const { rows: tables } = await sql<Relation>`
    select n.nspname as schema, c.relname as name,
      array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'v', 'm', 'p')
    group by 1, 2 order by 1, 2`.execute(market.db)
  const { rows: functions } = await sql<{
    name: string
    definer: boolean
    may: boolean
    schema: string
  }>`
    select n.nspname as schema, p.oid::regprocedure::text as name, p.prosecdef as definer,
      has_function_privilege(p.oid, 'execute') as may
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private')
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`.execute(
    market.db,
  )
  return { tables, functions }
}

const appendOnly = [
  'audit',
  'transition',
  'session_event',
  'offer_terms',
  'interest_terms',
  'receipt',
  'privacy_consent',
]
const readOnly = ['audit_seal', 'audit_unsealed', 'kysely_migration', 'kysely_migration_lock']

/** What a statement is refused with; null where it was let through. */
async function refusedWith(statement: string): Promise<string | null> {
  try {
    await market.db.transaction().execute(async (tx) => {
      await sql.raw(statement).execute(tx)
      throw new Error('let through')
    })
  } catch (error) {
    const { message } = error as Error
    return message === 'let through' ? null : message
  }
  return null
}

const refused = /permission denied|must be owner|must be able to|must have/

test('the application’s role owns nothing and is no superuser', async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relowner = current_user::regrole
    union all select p.proname from pg_proc p where p.proowner = current_user::regrole
    union all select n.nspname from pg_namespace n where n.nspowner = current_user::regrole
    union all select t.typname from pg_type t where t.typowner = current_user::regrole
    union all select d.datname from pg_database d where d.datdba = current_user::regrole
    union all select r.rolname from pg_roles r where r.rolname = current_user
      and (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication)
    union all select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
      where m.member = current_user::regrole`.execute(market.db)
  expect(rows).toEqual([])
})

test('it can alter, drop, index or hand on no table, and take no trigger off one', async () => {
  const { tables } = await catalogue()
  expect(tables.length).toBeGreaterThan(60)
  for (const { schema, name } of tables) {
    const table = `"${schema}"."${name}"`
    for (const statement of [
      `alter table ${table} add column extra text`,
      `alter table ${table} disable trigger all`,
      `alter table ${table} owner to current_user`,
      `drop table ${table} cascade`,
      `truncate ${table} cascade`,
      `create index on ${table} ((1))`,
      `create trigger extra before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
      `create policy extra on ${table}`,
    ]) {
      expect(await refusedWith(statement), statement).toMatch(refused)
    }
  }
})

test('it can make no table, function, schema, role or extension, and read no file of the server', async () => {
  for (const statement of [
    'create table extra (id int)',
    'create table private.extra (id int)',
    'create view extra as select 1',
    `create function extra() returns int language sql as 'select 1'`,
    'create schema extra',
    'create role extra',
    'alter role current_user superuser',
    'create extension dblink',
    'create extension file_fdw',
    `select pg_read_file('PG_VERSION')`,
    `copy audit to program 'cat'`,
    `copy audit to '/tmp/audit'`,
    `select pg_terminate_backend(pid) from pg_stat_activity where usename <> current_user`,
    `set log_statement = 'none'`,
    'set session_replication_role = replica',
    'drop schema private cascade',
  ]) {
    expect(await refusedWith(statement), statement).toMatch(
      /permission denied|must be|superuser|denied/,
    )
  }
})

test('it adds to the trail and the other histories, and changes or removes nothing in them', async () => {
  const { tables } = await catalogue()
  for (const name of [...appendOnly, ...readOnly]) {
    const columns = tables.find(
      (table) => table.name === name && table.schema === 'public',
    )?.columns
    expect(columns, name).toBeDefined()
    expect(await refusedWith(`delete from ${name}`), name).toMatch(refused)
    for (const column of columns!) {
      const statement = `update ${name} set "${column}" = "${column}"`
      expect(await refusedWith(statement), statement).toMatch(refused)
    }
  }
  for (const name of readOnly) {
    expect(await refusedWith(`insert into ${name} select * from ${name}`), name).toMatch(refused)
  }
})

test('it reads schema private through its functions alone, not a column of a table', async () => {
  const { tables, functions } = await catalogue()
  const hidden = tables.filter(({ schema }) => schema === 'private')
  expect(hidden.length).toBeGreaterThanOrEqual(5)
  for (const { name, columns } of hidden) {
    for (const statement of [
      ...columns.map((column) => `select "${column}" from private.${name}`),
      `insert into private.${name} select * from private.${name}`,
      `update private.${name} set "${columns[0]}" = "${columns[0]}"`,
      `delete from private.${name}`,
      `select count(*) from private.${name}`,
      `copy private.${name} to stdout`,
      `lock table private.${name}`,
    ]) {
      expect(await refusedWith(statement), statement).toMatch(refused)
    }
  }
  const ways = functions.filter(({ schema }) => schema === 'private')
  // A function that doesn't act for its owner would need rights on the tables themselves.
  expect(ways.filter(({ definer }) => !definer)).toEqual([])
  const closed = ways.filter(({ may }) => !may).map(({ name }) => name)
  expect(closed.sort()).toEqual([
    'private.dossier(uuid,text[])',
    'private.leave_receipt(consent,uuid,uuid,text,uuid,timestamp with time zone)',
    'private.request_fields(uuid,text[])',
  ])
})

test('no function that acts for the owner can be led astray by another schema, and none can be replaced', async () => {
  const { functions } = await catalogue()
  const { rows: loose } = await sql<{ name: string }>`
    select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prosecdef
      and not coalesce(p.proconfig::text like '%search_path=%', false)`.execute(market.db)
  expect(loose).toEqual([])
  for (const { name } of functions) {
    expect(await refusedWith(`alter function ${name} security invoker`), name).toMatch(refused)
    expect(await refusedWith(`drop function ${name}`), name).toMatch(refused)
  }
})

test('nobody else can enter the market’s tables: nothing is granted to the public', async () => {
  const owner = connect({ url: market.ownerUrl, poolSize: 1 })
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    cross join lateral aclexplode(c.relacl) as acl
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and acl.grantee = 0`.execute(
    owner.db,
  )
  await owner.close()
  expect(rows).toEqual([])
})
