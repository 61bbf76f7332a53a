import { type Kysely, sql } from 'kysely'

/** Tables that the application may add to and read, and nothing else. */
const appendOnly = [
  'audit',
  'transition',
  'session_event',
  'offer_terms',
  'interest_terms',
  'receipt',
  'privacy_consent',
]

/** Tables that the application only reads: functions and triggers of the owner fill them. */
const readOnly = ['audit_seal', 'audit_unsealed', 'kysely_migration', 'kysely_migration_lock']

/** Steps of other functions of schema `private`, which check rights before they take them; nobody calls these by themselves. */
const inner = [
  'private.dossier(uuid, text[])',
  'private.leave_receipt(public.consent, uuid, uuid, text, uuid, timestamptz)',
  'private.request_fields(uuid, text[])',
]

/** The queue's tables have row security on; the application's role is let through by a policy of its own. */
const queueTables = [
  '_private_jobs',
  '_private_job_queues',
  '_private_tasks',
  '_private_known_crontabs',
]

/** Gives the application's role what it needs; it owns nothing. Safe to repeat. */
export async function grantTo(db: Kysely<unknown>, role: string): Promise<void> {
  const app = sql.id(role)
  await db.transaction().execute(async (tx) => {
    await sql`grant usage on schema public, private to ${app}`.execute(tx)
    await sql`grant select, insert, update, delete on all tables in schema public to ${app}`.execute(
      tx,
    )
    await sql`grant usage on all sequences in schema public to ${app}`.execute(tx)
    await sql`grant execute on all functions in schema public, private to ${app}`.execute(tx)
    // A restore stops at an earlier version, which may lack one of these.
    const { rows } = await sql<{ name: string }>`
      select name from unnest(${inner}::text[]) name where to_regprocedure(name) is not null`.execute(
      tx,
    )
    for (const { name } of rows) {
      await sql`revoke execute on function ${sql.raw(name)} from ${app}`.execute(tx)
    }
    for (const table of appendOnly) {
      await sql`revoke update, delete, truncate on ${sql.table(table)} from ${app}`.execute(tx)
    }
    for (const table of readOnly) {
      await sql`revoke insert, update, delete, truncate on ${sql.table(table)} from ${app}`.execute(
        tx,
      )
    }
    await grantQueue(tx, role)
  })
}

async function grantQueue(tx: Kysely<unknown>, role: string): Promise<void> {
  const app = sql.id(role)
  await sql`grant usage on schema graphile_worker to ${app}`.execute(tx)
  await sql`grant select, insert, update, delete on all tables in schema graphile_worker to ${app}`.execute(
    tx,
  )
  await sql`grant usage on all sequences in schema graphile_worker to ${app}`.execute(tx)
  await sql`grant execute on all functions in schema graphile_worker to ${app}`.execute(tx)
  for (const table of queueTables) {
    const target = sql.id('graphile_worker', table)
    await sql`drop policy if exists application on ${target}`.execute(tx)
    await sql`create policy application on ${target} for all to ${app} using (true) with check (true)`.execute(
      tx,
    )
  }
}
