import type { SelectQueryBuilder } from 'kysely'
import type { Queryable } from './connection.ts'
import type { DB } from './schema.ts'

/**
 * The ids that any of these queries finds, each by its own index. Conditions joined by `or` over several tables would
 * make PostgreSQL read one of them from end to end.
 */
export function unionOfIds(
  q: Queryable,
  // biome-ignore lint/suspicious/noExplicitAny: each query is over tables of its own
  ways: readonly SelectQueryBuilder<DB, any, { id: string }>[],
) {
  const [first, ...others] = ways.map((way) => q.selectFrom(way.as('way')).select('way.id'))
  if (!first) throw new Error('There must be a way to be found.')
  return others.reduce((all, other) => all.union(other), first)
}
