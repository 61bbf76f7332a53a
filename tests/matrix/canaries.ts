import { placeOf } from '#app/domain/sealed-places.server.ts'
import type { Vault } from '#app/domain/vault.server.ts'
import { connect, type Queryable, sql } from '#db'

/** One row of the market as JSON, with the names that its columns have in the database. */
// biome-ignore lint/suspicious/noExplicitAny: rows of every table
export type Row = Record<string, any>

/** Where a canary sits. */
export interface Perch {
  /** With its schema where that isn't `public`. */
  table: string
  column: string
  row: Row
}

/** How a column takes a canary: in front of its words, inside its JSON, as an amount, sealed, or as bytes of a file. */
export type Kind = 'words' | 'list' | 'json' | 'fen' | 'sealed' | 'sealed contact' | 'bytes'

export interface Spot {
  table: string
  column: string
  kind: Kind
}

const wordForm = /zq[a-z]{7}/g
const numberForm = /(?<![\d.])73\d{5}037(?![\d.])/g

/** Letters only, so that no masking, grouping or number format touches it; the seventh says whether it was cut. */
function wordOf(number: number): string {
  let rest = number
  let letters = ''
  for (let place = 0; place < 6; place++) {
    letters = String.fromCharCode(97 + (rest % 26)) + letters
    rest = Math.floor(rest / 26)
  }
  return `zq${letters}x`
}

const fenOf = (number: number): number => 7_300_000_037 + number * 1000

export interface Canaries {
  /** Every perch whose canary stands in a text, each once. */
  find(text: string): Perch[]
  /** The canaries of one `table.column`, in the order of the rows. */
  of(spot: string): { mark: string; row: Row }[]
  /** Columns in which no row could take one. */
  refused: string[]
  count: number
}

/** Puts a canary of its own into every value of the given columns, as the tables' owner. */
export async function plant(ownerUrl: string, vault: Vault, spots: Spot[]): Promise<Canaries> {
  const { db, close } = connect({ url: ownerUrl })
  const perches = new Map<string, Perch>()
  const refused: string[] = []
  let number = 0
  for (const spot of spots) {
    await db.transaction().execute(async (tx) => {
      // The market's jobs go on meanwhile; none of them shall move a row between its being found and written.
      await sql`lock table ${sql.table(spot.table)} in share row exclusive mode`.execute(tx)
      const rows = await withValue(tx, spot)
      let taken = 0
      for (const { ctid, row } of rows) {
        number++
        if (!(await put(tx, vault, spot, { ctid, row }, number))) continue
        taken++
        const mark = spot.kind === 'fen' ? String(fenOf(number)) : wordOf(number)
        perches.set(mark, { table: spot.table, column: spot.column, row })
      }
      if (rows.length > 0 && taken === 0) refused.push(`${spot.table}.${spot.column}`)
    })
  }
  await close()
  return {
    count: perches.size,
    refused,
    of: (spot) =>
      [...perches]
        .filter(([, { table, column }]) => `${table}.${column}` === spot)
        .map(([mark, { row }]) => ({ mark, row })),
    find(text) {
      const marks = new Set([...(text.match(wordForm) ?? []), ...(text.match(numberForm) ?? [])])
      return [...marks].flatMap((mark) => perches.get(mark) ?? [])
    },
  }
}

async function withValue(q: Queryable, { table, column }: Spot) {
  const { rows } = await sql<{ ctid: string; row: Row }>`
    select t.ctid::text, to_jsonb(t) as row from ${sql.table(table)} t
    where ${sql.ref(column)} is not null`.execute(q)
  return rows
}

/** @returns whether the value could be written: a length or a form may forbid it, then the canary stands alone */
async function put(
  q: Queryable,
  vault: Vault,
  spot: Spot,
  { ctid, row }: { ctid: string; row: Row },
  number: number,
) {
  for (const value of valuesOf(vault, spot, row, number)) {
    await sql`savepoint before`.execute(q)
    try {
      const { numAffectedRows } = await sql`
        update ${sql.table(spot.table)} set ${sql.ref(spot.column)} = ${value}
        where ctid = ${ctid}::tid`.execute(q)
      return Number(numAffectedRows) === 1
    } catch {
      await sql`rollback to savepoint before`.execute(q)
    }
  }
  return false
}

function valuesOf(vault: Vault, { table, column, kind }: Spot, row: Row, number: number) {
  const mark = wordOf(number)
  const now = sql.ref(column)
  if (kind === 'fen') return [sql`${fenOf(number)}::bigint`]
  const contact = { kind: 'email', value: `${mark}@example.com` }
  const place = placeOf(table, column, row)
  if (kind === 'sealed') return [sql`${vault.seal(contact.value, place!)}`]
  if (kind === 'sealed contact') return [sql`${vault.seal(JSON.stringify(contact), place!)}`]
  // What is served of a file is as long as it is said to be.
  if (kind === 'bytes')
    return [
      sql`overlay(${now} placing convert_to(${mark}, 'UTF8') from greatest(1, octet_length(${now}) - ${mark.length - 1}))`,
    ]
  if (kind === 'list') return [sql`array[${mark}]`]
  if (kind === 'json')
    return [
      sql`(select jsonb_object_agg(key, case when key in ('title', 'organization', 'name', 'head', 'branch')
        then to_jsonb(${mark} || (value #>> '{}')) else value end) from jsonb_each(${now}::jsonb))`,
    ]
  return [sql`${mark} || ${now}`, sql`${mark}`]
}
