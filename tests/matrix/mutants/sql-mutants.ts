import { type Db, sql } from '#db'
import type { Mutant } from './instrument.ts'
import { conditionsOf } from './sql-conditions.ts'

/** A condition of a function of schema `private`, taken away in the database itself. */
export interface SqlMutant extends Mutant {
  kind: 'sql'
  /** The function as it is, and without the condition. */
  definition: string
  without: string
  /** The functions that lead to it, itself among them. */
  through: string[]
}

/** Every condition of the functions that guard private fields; a new function or condition joins by itself. */
export async function listSqlMutants(owner: Db): Promise<SqlMutant[]> {
  const { rows } = await sql<{ name: string; definition: string; body: string }>`
    select p.oid::regproc::text as name, pg_get_functiondef(p.oid) as definition, p.prosrc as body
    from pg_proc p where p.pronamespace = 'private'::regnamespace order by name`.execute(owner)
  const callers = (name: string): string[] => [
    name,
    ...rows.filter(({ body }) => body.includes(`${name}(`)).flatMap((row) => callers(row.name)),
  ]
  return rows.flatMap(({ name, definition, body }) =>
    conditionsOf(body).map(({ from, to, without }) => {
      const text = body.slice(from, to)
      const changed = body.slice(0, from) + without + body.slice(to)
      return {
        id: `${name}:${body.slice(0, from).trimStart().split('\n').length}:${from}:${without}`,
        kind: 'sql' as const,
        text: text.replace(/\s+/g, ' ').slice(0, 120),
        definition,
        without: definition.replace(body, () => changed),
        through: callers(name),
      }
    }),
  )
}

/** Runs `work` while the function lacks its condition. */
export async function withoutCondition<T>(
  owner: Db,
  { definition, without }: SqlMutant,
  work: () => Promise<T>,
): Promise<T> {
  await sql.raw(without).execute(owner)
  try {
    return await work()
  } finally {
    await sql.raw(definition).execute(owner)
  }
}
