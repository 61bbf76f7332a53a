import { refuse } from '../refusal.ts'

export const MAX_COLUMNS = 200
export const MAX_ROWS = 200_000
export const MAX_CELLS = 2_000_000
/** Characters of one cell. */
export const MAX_CELL_LENGTH = 10_000
/** Characters of a whole table: what is handed from process to process stops both while it is copied. */
export const MAX_TABLE_LENGTH = 10_000_000

type Bound =
  | 'table_many_columns'
  | 'table_many_rows'
  | 'table_many_cells'
  | 'table_long_cell'
  | 'table_long'

/** Counts what a table holds, row by row. */
export interface TableBounds {
  /** Counts one more row. @throws {Refusal} `invalid`, naming the bound that the table exceeds with it */
  count(line: number, values: readonly string[]): void
}

/** Returns the bounds for one table. @param file its name, for the sentence */
export function createBounds(file: string): TableBounds {
  let [rows, cells, characters] = [0, 0, 0]
  const check = (amount: number, most: number, message: Bound, line: number) => {
    if (amount > most) throw refuse('invalid', message, { params: { file, most, line } })
  }
  return {
    count(line, values) {
      check(values.length, MAX_COLUMNS, 'table_many_columns', line)
      check(++rows, MAX_ROWS, 'table_many_rows', line)
      cells += values.length
      check(cells, MAX_CELLS, 'table_many_cells', line)
      for (const { length } of values) {
        check(length, MAX_CELL_LENGTH, 'table_long_cell', line)
        characters += length
      }
      check(characters, MAX_TABLE_LENGTH, 'table_long', line)
    },
  }
}
