import type { Locale } from './locale.ts'
import type { Standing } from './organization/standing.ts'
import type { Scope } from './token/token.ts'

export const organizationKinds = [
  'enterprise',
  'institution',
  'provider',
  'institute',
  'association',
  'buyer',
  'bureau',
] as const
export type OrganizationKind = (typeof organizationKinds)[number]

export const roles = [
  'owner',
  'member',
  'loan_officer',
  'branch_manager',
  'admin',
  'officer',
  'host',
  'liaison',
  'street',
  'auditor',
] as const
export type Role = (typeof roles)[number]

/** The organisation that a signed-in person acts for now. */
export interface ActingFor {
  id: string
  kind: OrganizationKind
  standing: Standing
  /** One's own, and those that others have lent. */
  roles: readonly Role[]
  /** The head office, where this is a branch. */
  parentId: string | null
}

/** Somebody who is signed in. Who isn't is `null`: a visitor. */
export interface Actor {
  personId: string
  signInId: string
  /** Every organisation that the person belongs to: no one reviews, verifies or dispatches for one of these. */
  memberOf: readonly string[]
  organization: ActingFor | null
  /** Whether a second factor was given in this sign-in; `needed` where it wasn't and an institution or the bureau wants one. */
  secondFactor: 'given' | 'needed' | 'free'
  /** Led to give a second factor first, and may do nothing else. */
  mfaPending?: true
  /** A program's, which may do only what its scopes name. */
  token?: { scopes: readonly Scope[] }
  /** The language that the person chose. */
  locale?: Locale | null
}

/** Acting for a verified organisation. */
export type Acting = Actor & { organization: ActingFor }

export const hasRole = (actor: Actor | null, ...wanted: Role[]): boolean =>
  actor?.organization?.roles.some((role) => wanted.includes(role)) ?? false

/** Reads the trail and does nothing else: neither an ordinary member of the bureau nor anybody's in the market. */
export const isAuditor = (actor: Actor | null): actor is Acting =>
  actor?.organization?.kind === 'bureau' &&
  actor.organization.standing === 'verified' &&
  hasRole(actor, 'auditor')

export const isVerified = (actor: Actor | null): actor is Acting =>
  actor?.organization?.standing === 'verified' && !isAuditor(actor)

export const actsFor = (actor: Actor | null, organizationId: string): actor is Acting =>
  actor?.organization?.id === organizationId && !isAuditor(actor)

/** Holds one of the bureau's roles in a verified bureau. */
export const isBureau = (actor: Actor | null, ...wanted: Role[]): actor is Acting =>
  isVerified(actor) && actor.organization.kind === 'bureau' && hasRole(actor, ...wanted)

/** An officer who belongs to none of the organisations concerned. */
export const isOfficerFor = (
  actor: Actor | null,
  ...organizationIds: [string, ...string[]]
): actor is Acting =>
  isBureau(actor, 'officer') && !organizationIds.some((id) => actor.memberOf.includes(id))

export const isInstitution = (actor: Actor | null): actor is Acting =>
  isVerified(actor) &&
  actor.organization.kind === 'institution' &&
  hasRole(actor, 'owner', 'loan_officer', 'branch_manager')
