import { connect, sql } from '#db'
import { REPLACEMENT_CHARACTER } from '../../domain/text/sound.ts'
import { type Finding, good, warn } from './finding.ts'

/** The most places that are named; whoever mends these looks again. */
const MAX_NAMED = 10

/** Looks through every text that isn't sealed for characters that were lost before they were stored. */
export async function examineTexts(ownerUrl: string): Promise<Finding[]> {
  const database = connect({ url: ownerUrl, poolSize: 1 })
  try {
    const { rows: columns } = await sql<{ schema: string; table: string; column: string }>`
      select c.table_schema as schema, c.table_name as table, c.column_name as column
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'private')
        and (c.data_type in ('text', 'character varying', 'jsonb', 'json') or c.udt_name = '_text')
      order by 1, 2, 3`.execute(database.db)
    const damaged: string[] = []
    for (const { schema, table, column } of columns) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from ${sql.table(`${schema}.${table}`)}
        where ${sql.ref(column)}::text like ${`%${REPLACEMENT_CHARACTER}%`}`.execute(database.db)
      const { count } = rows[0]!
      if (count > 0) damaged.push(`${table}.${column} (${count})`)
    }
    return [
      damaged.length === 0
        ? good('texts', 'No stored text has a damaged character.')
        : told(damaged),
    ]
  } finally {
    await database.close()
  }
}

const told = (damaged: readonly string[]): Finding =>
  warn(
    'texts',
    `Characters were lost before these texts were stored, and stand as ${REPLACEMENT_CHARACTER}: ${damaged.slice(0, MAX_NAMED).join(', ')}. Ask who wrote them to type them anew.`,
  )
