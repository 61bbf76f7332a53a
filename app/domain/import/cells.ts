import type { z } from 'zod'
import { tidyCell } from '../text/width.ts'
import type { Cells, Fault } from './outcome.ts'

/** Reads a row's cells and gathers what is wrong with them, so that a report can name every fault at once. */
export function readCells(cells: Cells) {
  const faults: Fault[] = []
  const value = (column: string): string | null => tidyCell(cells[column] ?? '')
  const fault = (column: string, reason: string) =>
    faults.push({ column, reason, value: (cells[column] ?? '').trim().slice(0, 100) })
  return {
    faults,
    value,
    /** The cell as `read` understands it; what it can't understand is a fault. */
    parse<T>(column: string, reason: string, read: (text: string) => T | null): T | null {
      const text = value(column)
      if (text === null) return null
      const result = read(text)
      if (result === null) fault(column, reason)
      return result
    },
    fault,
  }
}

/** The value where it is within its noun's bounds, and null beyond. */
export function whenRead<T>(bounds: z.ZodType<T>, value: T | null): T | null {
  const read = bounds.safeParse(value)
  return read.success ? read.data : null
}
