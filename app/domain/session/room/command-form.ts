import { z } from 'zod'
import type { CommandType } from './commands.ts'

/**
 * A command as a plain form posts it, for pages without a connection: the page gives it its id,
 * so that a form sent twice is done once. What each field must be is the command's own business.
 */
export const commandForm = z.object({
  id: z.uuid(),
  type: z.string().max(60),
  requestId: z.string().optional(),
  itemId: z.string().optional(),
  roundId: z.string().optional(),
  personId: z.string().optional(),
  to: z.string().optional(),
  toHosts: z.boolean().optional(),
  seq: z.number().optional(),
  minutes: z.number().optional(),
  text: z.string().optional(),
})

export function commandOf({ id, type, ...fields }: z.output<typeof commandForm>) {
  const body = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { id, type: type as CommandType, body }
}
