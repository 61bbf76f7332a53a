import {
  type Actor,
  actsFor,
  hasRole,
  isBureau,
  isInstitution,
  isOfficerFor,
  isVerified,
} from '../actor.ts'
import { openStates, type RequestAudience, type RequestState } from './request.ts'

interface Facts {
  organizationId: string
  state: RequestState
  audience: RequestAudience
}

const isOpen = (state: RequestState) => (openStates as readonly RequestState[]).includes(state)

/**
 * Who may read a request's public part: its enterprise, the bureau's officers and hosts, every verified institution
 * while it is open to the market, and always the institutions that have or had a thread on it.
 */
export const mayReadRequest = (
  actor: Actor | null,
  request: Facts & { hasThread: boolean },
): boolean =>
  actsFor(actor, request.organizationId) ||
  (isBureau(actor, 'officer', 'host') && request.state !== 'draft') ||
  (isInstitution(actor) &&
    ((isOpen(request.state) && request.audience === 'market') || request.hasThread))

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

export const mayKeepRequest = (
  actor: Actor | null,
  request: Pick<Facts, 'organizationId'>,
): boolean => mayMakeRequests(actor) && actsFor(actor, request.organizationId)

export const mayReviewRequest = (
  actor: Actor | null,
  request: Pick<Facts, 'organizationId'>,
): boolean => isOfficerFor(actor, request.organizationId)

/** Institutions claim, but never a request of an organisation that their officer belongs to. */
export const mayClaim = (actor: Actor | null, request: Pick<Facts, 'organizationId'>): boolean =>
  isInstitution(actor) && !actor.memberOf.includes(request.organizationId)
