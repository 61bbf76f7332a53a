import { type Actor, actsFor, hasRole, isBureau, isVerified } from '../actor.ts'
import type { Side } from './interest.ts'

interface Sides {
  /** Whose listing it is. */
  ownerId: string
  /** Who showed interest. */
  guestId: string
}

/** Any verified organisation but the bureau, and never in a listing of one that the person belongs to. */
export const mayShowInterest = (
  actor: Actor | null,
  listing: { organizationId: string },
): boolean =>
  isVerified(actor) &&
  actor.organization.kind !== 'bureau' &&
  hasRole(actor, 'owner', 'member', 'loan_officer', 'branch_manager') &&
  !actor.memberOf.includes(listing.organizationId)

/** Which side somebody acts for; what the bureau reposts is answered for by its officers. */
export function sideOf(actor: Actor | null, { ownerId, guestId }: Sides): Side | null {
  if (!isVerified(actor)) return null
  if (actsFor(actor, ownerId))
    return actor.organization.kind !== 'bureau' || isBureau(actor, 'officer') ? 'owner' : null
  return actsFor(actor, guestId) ? 'guest' : null
}

/** The two sides, and the bureau's officers. */
export const mayReadInterest = (actor: Actor | null, interest: Sides): boolean =>
  sideOf(actor, interest) !== null || isBureau(actor, 'officer')

/** An organisation agrees to terms only through its owner. */
export const mayAgree = (actor: Actor | null, interest: Sides): boolean =>
  sideOf(actor, interest) !== null && hasRole(actor, 'owner')
