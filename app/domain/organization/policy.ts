import { type Actor, actsFor, hasRole, isBureau, isVerified } from '../actor.ts'
import type { Standing } from './standing.ts'

/** The standings in which everybody may know of an organisation. */
export const shownStandings: readonly Standing[] = ['listed', 'takeover_pending', 'verified']

/** Everybody reads who stands in the market; the others are their own members' and the officers'. */
export const mayReadOrganization = (
  actor: Actor | null,
  organization: { id: string; standing: Standing },
): boolean =>
  shownStandings.includes(organization.standing) ||
  isBureau(actor, 'officer') ||
  (actor?.memberOf.includes(organization.id) ?? false)

/** Its owners say what a verified organisation makes and seeks. */
export const mayDescribeOrganization = (actor: Actor | null, organizationId: string): boolean =>
  isVerified(actor) && actsFor(actor, organizationId) && hasRole(actor, 'owner')
