import { z } from 'zod'
import { several } from '../../financing/terms.ts'
import { bpPerPercent, fenPerWan, guarantees } from '../../financing/vocabulary.ts'
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
  seconds: z.number().optional(),
  reason: z.string().optional(),
  /** What the one who pressed saw: when the round closes, since when something is on stage. */
  from: z.string().optional(),
  after: z.string().optional(),
  text: z.string().optional(),
  threadId: z.string().optional(),
  /** In 万元, as people type it. */
  amountWan: z.number().optional(),
  /** In per cent. */
  ratePercent: z.number().optional(),
  termMonths: z.number().optional(),
  guarantees: several(guarantees).optional(),
  validUntil: z.string().optional(),
})

type CommandFields = Omit<z.output<typeof commandForm>, 'id' | 'type'>

export function commandOf({ id, type, ...fields }: z.output<typeof commandForm>) {
  return { id, type: type as CommandType, body: type === 'offer' ? offerOf(fields) : known(fields) }
}

/** Terms as typed, in the figures of the command. */
export const offerOf = ({ amountWan, ratePercent, ...fields }: CommandFields) =>
  known({
    ...fields,
    amountFen: amountWan === undefined ? undefined : Math.round(amountWan * fenPerWan),
    rateBp: ratePercent === undefined ? undefined : Math.round(ratePercent * bpPerPercent),
  })

const known = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
