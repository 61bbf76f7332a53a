import { type Actor, actsFor, hasRole, isBureau, isOfficerFor, isVerified } from '../actor.ts'
import { isPublic, type ListingState } from './listing.ts'

interface Facts {
  organizationId: string
  state: ListingState
}

/** Who publishes: firms, chain leaders, institutes, associations, providers and buyers. */
const publishers = ['enterprise', 'provider', 'institute', 'association', 'buyer']

export const mayPublishListings = (actor: Actor | null): boolean =>
  isVerified(actor) &&
  publishers.includes(actor.organization.kind) &&
  hasRole(actor, 'owner', 'member')

/** A listing is kept by its organisation; what the bureau reposts from a named source, by its officers. */
export const mayManageListing = (
  actor: Actor | null,
  listing: Pick<Facts, 'organizationId'>,
): boolean =>
  actsFor(actor, listing.organizationId) &&
  (mayPublishListings(actor) || isBureau(actor, 'officer'))

/**
 * Who may read a listing: everybody while it stands in the market, afterwards its organisation, who showed interest in
 * it, and the officers, who see no drafts.
 */
export const mayReadListing = (
  actor: Actor | null,
  listing: Facts & { hasInterest: boolean },
): boolean =>
  isPublic(listing.state) ||
  actsFor(actor, listing.organizationId) ||
  listing.hasInterest ||
  (isBureau(actor, 'officer') && listing.state !== 'draft')

/** Whose name an unnamed listing shows: its own, the officers, and those whose interest was accepted. */
export const maySeeOwner = (
  actor: Actor | null,
  listing: { organizationId: string; anonymous: boolean; accepted: boolean },
): boolean =>
  !listing.anonymous ||
  actsFor(actor, listing.organizationId) ||
  isBureau(actor, 'officer') ||
  listing.accepted

/** An officer who does not belong to the organisation reviews what is submitted, and takes down what is published. */
export const mayReviewListing = (
  actor: Actor | null,
  listing: Pick<Facts, 'organizationId'>,
): boolean => isOfficerFor(actor, listing.organizationId)
