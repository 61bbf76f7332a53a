import { z } from 'zod'
import { amountInWan, rateInPercent, several } from '../../financing/terms.ts'
import { guarantees } from '../../financing/vocabulary.ts'
import type { CommandType } from './commands.ts'

/** The terms of an offer as people type them: read by the market's own rules, in 万元 and per cent. */
const typedTerms = {
  amountWan: amountInWan.optional(),
  ratePercent: rateInPercent.optional(),
  termMonths: z.number().optional(),
  guarantees: several(guarantees).optional(),
  validUntil: z.string().optional(),
}
export const offerForm = z.object(typedTerms)

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
  seconds: z.number().optional(),
  reason: z.string().optional(),
  /** What the one who pressed saw: when the round closes, since when something is on stage. */
  from: z.string().optional(),
  after: z.string().optional(),
  text: z.string().optional(),
  threadId: z.string().optional(),
  ...typedTerms,
})

type CommandFields = Omit<z.output<typeof commandForm>, 'id' | 'type'>

export function commandOf({ id, type, ...fields }: z.output<typeof commandForm>) {
  return { id, type: type as CommandType, body: type === 'offer' ? offerOf(fields) : known(fields) }
}

/** Terms that were read as typed, by the names of the command. */
export const offerOf = ({ amountWan, ratePercent, ...fields }: CommandFields) =>
  known({ ...fields, amountFen: amountWan, rateBp: ratePercent })

const known = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
