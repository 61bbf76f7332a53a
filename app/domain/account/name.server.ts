import { sql } from '#db'

/**
 * The name of now of the person whom a column names, as a term of a query: null where it names nobody, empty for who
 * deleted their account. `format.person` has the words for that.
 */
export const nameOf = (column: string) => {
  const id = sql.ref(column)
  return sql<string | null>`case when ${id} is not null then coalesce(
    (select person_name.name from person_name where person_name.person_id = ${id}), '') end`
}
