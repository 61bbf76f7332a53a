import { type RawBuilder, sql } from 'kysely'

/**
 * Selects the sum of an amount; null where it is past what a number holds exactly (2^53 - 1), so that a page leaves one
 * figure out instead of failing. PostgreSQL adds up without bounds.
 * @param which rows count; all of them when absent
 */
export function exactSum(amount: string, which?: RawBuilder<unknown>): RawBuilder<number | null> {
  const filter = which ? sql`filter (where ${which})` : sql``
  const sum = sql`coalesce(sum(${sql.ref(amount)}) ${filter}, 0)`
  return sql<
    number | null
  >`case when abs(${sum}) <= ${sql.lit(Number.MAX_SAFE_INTEGER)} then ${sum} end`
}
