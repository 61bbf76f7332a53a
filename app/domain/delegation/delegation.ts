import { z } from 'zod'
import { type Actor, actsFor } from '../actor.ts'
import { day, words } from '../financing/terms.ts'
import { mayManageMembers } from '../membership/policy.ts'

/** Longer than this is a change of roles, not a leave. */
export const MAX_DELEGATION_DAYS = 180

export const delegationSchema = z.object({
  /** Whose rights; one's own when absent. */
  from: z.uuid().optional(),
  to: z.uuid(),
  /** First and last day, both whole, Asia/Shanghai. */
  firstDay: day,
  lastDay: day,
  note: words(200).optional(),
})
export type DelegationInput = z.output<typeof delegationSchema>

/** One lends one's own rights; who manages the members lends those of somebody who can't. */
export const mayDelegate = (
  actor: Actor | null,
  { organizationId, from }: { organizationId: string; from: string },
): boolean =>
  actsFor(actor, organizationId) &&
  (actor.personId === from || mayManageMembers(actor, organizationId))
