import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sql } from '#db'
import { everyCell, isFull, look, nameOf } from './cells.ts'
import { unlikeLists } from './lists.ts'
import { matrixMarket } from './market.ts'
import { policy } from './policy/index.ts'
import { differences, type Seen, tableOf } from './rights.ts'

const matrix = matrixMarket()
const tableFile = new URL('./rights.txt', import.meta.url)

/** Types of which no value is anybody's secret by itself. */
const harmless = ['uuid', 'timestamp with time zone', 'date', 'boolean', 'integer', 'smallint']

test('every column of the market says what it holds and who may know it', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select case table_schema when 'public' then table_name else table_schema || '.' || table_name end as "table",
      column_name as "column"
    from information_schema.columns
    where table_schema in ('public', 'private') and table_name not like 'kysely%'
      and data_type not in (${sql.join(harmless)})`.execute(matrix.owner)
  const unsaid = rows.filter(({ table, column }) => {
    const { to: _, but: __, ...groups } = policy[table] ?? { to: () => [] }
    return !Object.values(groups).some((columns) => columns.includes(column))
  })
  expect(unsaid.map(({ table, column }) => `${table}.${column}`)).toEqual([])
  expect(matrix.canaries.refused).toEqual([])
})

test('everybody’s lists hold exactly what they may read one by one', async () => {
  const unlike: string[] = []
  for (const [name, person] of Object.entries(matrix.personas))
    unlike.push(...(await unlikeLists(matrix.market.db, name, person?.actor ?? null)))
  expect(unlike).toEqual([])
})

test('nobody reads on any route, in any form, what isn’t theirs', async () => {
  const leaks: string[] = []
  const broken: string[] = []
  const seen: Seen[] = []
  for (const cell of everyCell(matrix)) {
    const { status, text } = await look(matrix, cell)
    const at = nameOf(cell)
    if (status >= 500) broken.push(`${at} as ${cell.persona}, ${cell.form}: ${status}`)
    if (cell.form === 'data' || !cell.place.isPage)
      seen.push({ at, what: String(status), persona: cell.persona })
    for (const leak of matrix.leaksIn(text, matrix.keys[cell.persona]!))
      leaks.push(`${leak} on ${at} as ${cell.persona}, ${cell.form}`)
  }
  expect(broken).toEqual([])
  expect(leaks).toEqual([])
  if (isFull && process.env.ACCEPT === 'yes')
    writeFileSync(tableFile, `${tableOf(seen).join('\n')}\n`)
  expect(differences(seen, readFileSync(tableFile, 'utf8'))).toEqual([])
})
