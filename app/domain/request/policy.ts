import {
  type Actor,
  actsFor,
  hasRole,
  isBureau,
  isInstitution,
  isOfficerFor,
  isVerified,
} from '../actor.ts'
import type { RequestFacts } from './visibility.ts'

/** Whose name an anonymous request shows: to all but institutions without a live thread. */
export const maySeeName = (
  actor: Actor | null,
  request: { organizationId: string; anonymous: boolean; holdsLiveThread: boolean },
): boolean =>
  !request.anonymous ||
  actsFor(actor, request.organizationId) ||
  isBureau(actor, 'officer', 'host') ||
  request.holdsLiveThread

export const mayMakeRequests = (actor: Actor | null): boolean =>
  isVerified(actor) && actor.organization.kind === 'enterprise' && hasRole(actor, 'owner', 'member')

export const mayManageRequest = (
  actor: Actor | null,
  request: Pick<RequestFacts, 'organizationId'>,
): boolean => mayMakeRequests(actor) && actsFor(actor, request.organizationId)

export const mayReviewRequest = (
  actor: Actor | null,
  request: Pick<RequestFacts, 'organizationId'>,
): boolean => isOfficerFor(actor, request.organizationId)

/** Institutions claim, but never a request of an organisation that their officer belongs to. */
export const mayClaim = (
  actor: Actor | null,
  request: Pick<RequestFacts, 'organizationId'>,
): boolean => isInstitution(actor) && !actor.memberOf.includes(request.organizationId)
