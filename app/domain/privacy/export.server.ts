import { type Db, type Queryable, sql, transact } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { requireRecentAuth } from '../mfa/write/step-up.server.ts'
import { openField } from '../sealed-field.server.ts'
import { placeOf } from '../sealed-places.server.ts'
import type { Vault } from '../vault.server.ts'
import { type Entry, isPersonal, register, wordsOf } from './register.ts'

export interface PersonalData {
  person: string
  /** In ISO 8601. */
  at: string
  /** By table; only those that have something. */
  data: Record<string, Record<string, unknown>[]>
}

/**
 * Everything about one person, of one moment, as the register names it; addresses are opened.
 * @throws {Refusal} `forbidden` when who asks has to prove first that they are who signed in
 */
export async function exportPersonalData(
  db: Db,
  vault: Vault,
  actor: Actor,
): Promise<PersonalData> {
  const { personId } = actor
  await transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    await appendAudit(tx, actor, {
      verb: 'export_personal_data',
      subject: { kind: 'person', id: personId },
    })
  })
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (q) => {
      const data: PersonalData['data'] = {}
      for (const entry of register) {
        if (!isPersonal(entry) || !entry.take) continue
        const rows = await rowsOf(q, entry, personId)
        if (rows.length > 0) data[entry.table] = rows.map((row) => openRow(db, entry, row, vault))
      }
      return { person: personId, at: db.now().toISOString(), data }
    })
}

type Row = Record<string, unknown>

async function rowsOf(q: Queryable, entry: Entry, personId: string): Promise<Row[]> {
  if (entry.table.startsWith('private.')) return documentsOf(q, personId)
  const table = sql.table(entry.table)
  const columns = sql.join(wordsOf(entry.take).map((column) => sql.ref(`${entry.table}.${column}`)))
  const { rows } =
    await sql<Row>`select ${columns} from ${table} ${about(entry, personId)}`.execute(q)
  return rows
}

/** The rest of a statement that takes the rows of a table that are about a person. */
export function about(entry: Entry, personId: string) {
  const { through, by } = entry
  if (through) {
    return sql`, ${sql.table(through.table)} where ${sql.raw(through.on)}
      and ${sql.ref(`${through.table}.${through.by}`)} = ${personId}`
  }
  const any = wordsOf(by).map((column) => sql`${sql.ref(`${entry.table}.${column}`)} = ${personId}`)
  return sql`where (${sql.join(any, sql` or `)})`
}

async function documentsOf(q: Queryable, personId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select * from private.documents_by(${personId})`.execute(q)
  return rows
}

/** Opens the columns that the register names, each in its own place; what people typed comes back as they typed it. */
function openRow(db: Db, { table, opened }: Entry, row: Row, vault: Vault): Row {
  const sealed = wordsOf(opened)
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const place = sealed.includes(name) && value ? placeOf(table, name, row) : null
      if (!place) return [name, value]
      return [
        name,
        typeof value === 'string'
          ? openField(db, value, place)
          : vault.open(value as Buffer, place),
      ]
    }),
  )
}
