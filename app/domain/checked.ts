import type { z } from 'zod'
import { refuse } from './refusal.ts'

/** What a schema's own rule says where it names no sentence of its own. */
const anyFault = 'invalid'

/** The faults by field, each a key of the `refusal` messages; those of the whole value stand under ''. */
export function faultsOf(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  for (const issue of error.issues) {
    const name = issue.path.join('.')
    fields[name] = [...(fields[name] ?? []), `invalid.${issue.message}`]
  }
  return fields
}

/** Reads a value by a schema; where the schema names no sentence for a fault, the fault is `invalid`. */
export const readBy = <S extends z.ZodType>(schema: S, value: unknown) =>
  schema.safeParse(value, { error: (issue) => (issue.input === undefined ? 'required' : anyFault) })

/**
 * Returns a verb's input as the noun's schema reads it, whichever border it came through.
 * @throws {Refusal} `invalid`, with the faults by field
 */
export function checkInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const read = readBy(schema, input)
  if (!read.success) throw refuse('invalid', 'check_fields', { fields: faultsOf(read.error) })
  return read.data
}
