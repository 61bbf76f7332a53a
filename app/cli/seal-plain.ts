import { connect, sql } from '#db'
import { sealField } from '../domain/sealed-field.server.ts'
import { createVault } from '../domain/vault.server.ts'
import type { Connections } from '../server.ts'

/** Fields that are sealed, by table; the first column finds the row. */
const sealed: readonly { table: string; key: string; columns: readonly string[] }[] = [
  { table: 'private.contact', key: 'organization_id', columns: ['name', 'phone'] },
  { table: 'private.bank_account', key: 'organization_id', columns: ['account'] },
  {
    table: 'private.request_detail',
    key: 'request_id',
    columns: ['contact_name', 'contact_phone'],
  },
  { table: 'post_text', key: 'post_id', columns: ['text'] },
]

/**
 * Seals what an earlier version of the market wrote as plain text; nothing to do where it was done.
 * Works as the owner of the tables, since the application's role doesn't see them.
 */
export async function sealPlain({ databaseMigrationUrl, secretKey }: Connections): Promise<number> {
  const sealer = createVault(secretKey)
  const owner = connect({ url: databaseMigrationUrl, poolSize: 1, sealer })
  const { db } = owner
  let done = 0
  try {
    for (const { table, key, columns } of sealed) {
      for (const column of columns) {
        const name = sql.table(table)
        const { rows } = await sql<{ key: string; text: string }>`
          select ${sql.ref(key)} as key, ${sql.ref(column)} as text from ${name}
          where ${sql.ref(column)} not like 'sealed:%'`.execute(db)
        for (const row of rows) {
          await sql`update ${name} set ${sql.ref(column)} = ${sealField(db, row.text)}
            where ${sql.ref(key)} = ${row.key} and ${sql.ref(column)} = ${row.text}`.execute(db)
        }
        done += rows.length
      }
    }
    return done
  } finally {
    await owner.close()
  }
}
