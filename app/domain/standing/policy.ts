import { type Actor, hasRole, isOfficerFor } from '../actor.ts'

export interface DecidedApplication {
  organizationId: string
  applicantId: string
  /** Who decided before, where the decision is appealed. */
  appealedFrom: string | null
}

/** An officer decides, unless it is about their own organisation, their own application, or their own decision. */
export const mayDecide = (
  actor: Actor | null,
  { organizationId, applicantId, appealedFrom }: DecidedApplication,
) =>
  isOfficerFor(actor, organizationId) &&
  actor.personId !== applicantId &&
  actor.personId !== appealedFrom

/** An officer suspends, restores and deregisters, never an organisation of their own. */
export const mayEnforceStanding = (actor: Actor | null, organizationId: string) =>
  isOfficerFor(actor, organizationId)

/** The owner fills in and submits. */
export const mayApplyFor = (actor: Actor | null, organizationId: string) =>
  actor?.organization?.id === organizationId && hasRole(actor, 'owner')
