import { connect, type Db, sql } from '#db'
import { sealBytes, sealField } from '../domain/sealed-field.server.ts'
import { createVault } from '../domain/vault.server.ts'
import type { Connections } from '../server.ts'

/** Fields that are sealed, by table; the first column finds the row, with what stands in it. */
const sealed: readonly { table: string; key: string; columns: readonly string[] }[] = [
  { table: 'private.contact', key: 'organization_id', columns: ['name', 'phone'] },
  { table: 'private.bank_account', key: 'organization_id', columns: ['account'] },
  {
    table: 'private.request_detail',
    key: 'request_id',
    columns: ['contact_name', 'contact_phone'],
  },
  { table: 'post_text', key: 'post_id', columns: ['text'] },
  { table: 'registration_answer', key: 'registration_id', columns: ['answer'] },
  { table: 'api_write', key: 'sign_in_id', columns: ['answer'] },
]

/**
 * Seals what an earlier version of the market wrote as plain text; nothing to do where it was done.
 * Works as the owner of the tables, since the application's role doesn't see them.
 */
export async function sealPlain({ databaseMigrationUrl, secretKey }: Connections): Promise<number> {
  const sealer = createVault(secretKey)
  const owner = connect({ url: databaseMigrationUrl, poolSize: 1, sealer })
  try {
    let done = await sealTables(owner.db)
    for (const { table, key, columns } of sealed) {
      for (const column of columns) done += await sealColumn(owner.db, table, key, column)
    }
    return done
  } finally {
    await owner.close()
  }
}

async function sealColumn(db: Db, table: string, key: string, column: string): Promise<number> {
  const name = sql.table(table)
  const { rows } = await sql<{ key: string; text: string }>`
    select ${sql.ref(key)} as key, ${sql.ref(column)} as text from ${name}
    where ${sql.ref(column)} not like 'sealed:%'`.execute(db)
  for (const row of rows) {
    await sql`update ${name} set ${sql.ref(column)} = ${sealField(db, row.text)}
      where ${sql.ref(key)} = ${row.key} and ${sql.ref(column)} = ${row.text}`.execute(db)
  }
  return rows.length
}

/** Uploaded tables, one at a time: each has up to 20 MiB. */
async function sealTables(db: Db): Promise<number> {
  const plain = await db
    .selectFrom('import_run')
    .select('id')
    .where(sql<boolean>`substring(content for 7) <> 'sealed:'`)
    .execute()
  for (const { id } of plain) {
    const one = db.selectFrom('import_run').select('content').where('id', '=', id)
    const { content } = await one.executeTakeFirstOrThrow()
    await db
      .updateTable('import_run')
      .set({ content: sealBytes(db, content) })
      .where('id', '=', id)
      .where('content', '=', content)
      .execute()
  }
  return plain.length
}
