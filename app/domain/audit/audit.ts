import { z } from 'zod'
import { day } from '../financing/terms.ts'

/** What an auditor looks for; empty fields don't count. */
export const auditFilterSchema = z.object({
  /** Days in Shanghai, both inclusive. */
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  verb: z.string().trim().max(60).optional().catch(undefined),
  kind: z.string().trim().max(60).optional().catch(undefined),
  /** The id of the subject. */
  id: z.uuid().optional().catch(undefined),
  /** An id, a part of a name, or an address. */
  person: z.string().trim().max(100).optional().catch(undefined),
  /** An id, or a part of a name. */
  organization: z.string().trim().max(100).optional().catch(undefined),
})

export type AuditFilter = z.output<typeof auditFilterSchema>

/** Rows that one export holds at most; a narrower filter gets the rest. */
export const MAX_EXPORTED_ROWS = 100_000
