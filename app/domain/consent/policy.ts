import { type Acting, type Actor, actsFor, hasRole, isInstitution, isVerified } from '../actor.ts'

interface Sides {
  organizationId: string
  institutionId: string
}

/** Members of the enterprise see all of it, members of the institution what was granted to it. */
export const mayReadConsent = (actor: Actor | null, consent: Sides): actor is Acting =>
  isVerified(actor) &&
  (actsFor(actor, consent.organizationId) ||
    (isInstitution(actor) && actsFor(actor, consent.institutionId)))

/** Only an owner opens the enterprise's private fields, and only an owner closes them. */
export const mayGrant = (actor: Actor | null): actor is Acting =>
  isVerified(actor) && actor.organization.kind === 'enterprise' && hasRole(actor, 'owner')
