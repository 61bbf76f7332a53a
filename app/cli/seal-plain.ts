import { connect, type Db, sql } from '#db'
import { openBytes, openField, sealBytes, sealField } from '../domain/sealed-field.server.ts'
import {
  type SealedColumn,
  type SealedPlace,
  sealedIn,
  sealedPlaces,
} from '../domain/sealed-places.server.ts'
import { createVault, SEAL_HEADER, type Vault } from '../domain/vault.server.ts'
import type { Connections } from '../server.ts'

/** Rows read at once; uploaded files have up to 20 MiB each. */
const BATCH = { text: 500, bytes: 500, file: 1 } as const

/** How a field of this version begins: the mark, and the header in base64, whose last bits belong to the character after. */
const currentText = '^sealed:TFEAA[g-v]'
const currentFile = Buffer.concat([Buffer.from('sealed:'), SEAL_HEADER])

/**
 * Seals what an earlier version of the market wrote as plain text, and seals anew what it sealed with one key for everything; nothing to
 * do where it was done. Works as the owner of the tables, since the application's role doesn't see them.
 * @returns how many values were sealed
 */
export async function sealPlain({ databaseMigrationUrl, secretKey }: Connections): Promise<number> {
  const vault = createVault(secretKey)
  const owner = connect({ url: databaseMigrationUrl, poolSize: 1, sealer: vault })
  try {
    let done = 0
    for (const [name, place] of Object.entries<SealedPlace>(sealedPlaces)) {
      const [, table, column] = /^(.+)\.(\w+)$/.exec(name)!
      for (const each of [column!, ...(place.also ?? [])]) {
        done += await sealColumn(owner.db, vault, {
          ...{ place, name: name as SealedColumn, table: table!, column: each },
        })
      }
    }
    return done
  } finally {
    await owner.close()
  }
}

interface Column {
  name: SealedColumn
  place: SealedPlace
  table: string
  column: string
}

async function sealColumn(db: Db, vault: Vault, column: Column): Promise<number> {
  let done = 0
  // What this key doesn't open is left as it is, and passed over.
  let left = 0
  for (;;) {
    const rows = await readOld(db, column, left)
    for (const row of rows) {
      const sealed = sealAnew(db, vault, column, row)
      if (sealed !== null && (await replace(db, column, row, sealed))) done++
      else left++
    }
    if (rows.length < BATCH[column.place.form]) return done
  }
}

interface OldValue {
  ctid: string
  value: string | Buffer
  row: string[]
}

async function readOld(
  db: Db,
  { place, table, column }: Column,
  offset: number,
): Promise<OldValue[]> {
  const value = sql.ref(column)
  const isOld = {
    text: sql`${value} !~ ${currentText}`,
    bytes: sql`substring(${value} for ${SEAL_HEADER.length}) <> ${SEAL_HEADER}`,
    file: sql`substring(${value} for ${currentFile.length}) <> ${currentFile}`,
  }[place.form]
  const keys = sql.join(place.row.map((key) => sql`${sql.ref(key)}::text`))
  const { rows } = await sql<OldValue>`
    select ctid::text as ctid, ${value} as value, array[${keys}] as row from ${sql.table(table)}
    where ${value} is not null and ${isOld} order by ctid
    offset ${offset} limit ${BATCH[place.form]}`.execute(db)
  return rows
}

function sealAnew(
  db: Db,
  vault: Vault,
  { name, place }: Column,
  { value, row }: OldValue,
): string | Buffer | null {
  const context = sealedIn(name, ...row)
  try {
    if (typeof value === 'string') return sealField(db, openField(db, value, context), context)
    return place.form === 'file'
      ? sealBytes(db, openBytes(db, value, context), context)
      : vault.seal(vault.open(value, context), context)
  } catch {
    return null
  }
}

/** False where somebody wrote another value meanwhile, which is sealed as it should be. */
async function replace(
  db: Db,
  { place, table, column }: Column,
  { ctid, value: before, row }: OldValue,
  after: string | Buffer,
): Promise<boolean> {
  const value = sql.ref(column)
  const same = place.row.map((key, index) => sql`${sql.ref(key)}::text = ${row[index]}`)
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${value} = ${after}
    where ctid = ${ctid}::tid and ${value} = ${before} and ${sql.join(same, sql` and `)}`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0) > 0
}
