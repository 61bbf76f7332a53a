import { placeOf, sealedPlaces } from '#app/domain/sealed-places.server.ts'
import type { Vault } from '#app/domain/vault.server.ts'
import { type Db, sql } from '#db'

/** Opens every sealed text of the database. */
export async function everySealedField(db: Db, vault: Vault): Promise<string[]> {
  const texts: string[] = []
  for (const [name, { form }] of Object.entries(sealedPlaces)) {
    if (form !== 'text') continue
    const [, table, column] = /^(.+)\.(\w+)$/.exec(name)!
    const { rows } = await sql<{ row: Record<string, string> }>`
      select to_jsonb(t) as row from ${sql.table(table!)} t`.execute(db)
    for (const { row } of rows) {
      const sealed = row[column!]?.replace(/^sealed:/, '')
      if (sealed)
        texts.push(vault.open(Buffer.from(sealed, 'base64'), placeOf(table!, column!, row)!))
    }
  }
  return texts
}
