import { type Acting, type Actor, isBureau, isInstitution, isVerified } from '../actor.ts'
import { publicStates, type RegistrationState, type SessionState } from './session.ts'

/** Hosts a session: the host's or an officer's role in the bureau that runs it. */
export const mayHost = (
  actor: Actor | null,
  session: { organizationId: string },
): actor is Acting =>
  isBureau(actor, 'host', 'officer') && actor.organization.id === session.organizationId

export const maySchedule = (actor: Actor | null): actor is Acting =>
  isBureau(actor, 'host', 'officer')

/** A session that was announced stays readable when it is cancelled: those who were invited look for it there. */
export const maySee = (
  actor: Actor | null,
  session: { state: SessionState; organizationId: string; wasPublished: boolean },
): boolean =>
  publicStates.includes(session.state) ||
  (session.state === 'cancelled' && session.wasPublished) ||
  mayHost(actor, session)

/** Registers for its organisation: any member of a verified one that is not the bureau. */
export const mayRegister = (
  actor: Actor | null,
  session: { state: SessionState },
  current: { state: RegistrationState } | null,
): actor is Acting =>
  isVerified(actor) &&
  actor.organization.kind !== 'bureau' &&
  ['published', 'lobby', 'live', 'break'].includes(session.state) &&
  (current === null || current.state === 'cancelled')

/** Takes requests in the room: for the institution that it is registered with. */
export const mayClaimFor = (actor: Actor, organizationId: string): boolean =>
  isInstitution(actor) && actor.organization.id === organizationId
