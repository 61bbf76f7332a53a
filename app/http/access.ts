import type { TFunction } from 'i18next'
import {
  type Acting,
  type Actor,
  hasRole,
  isAuditor,
  isBureau,
  isInstitution,
  isVerified,
} from '#app/domain/actor.ts'
import { refuse } from '#app/domain/refusal.ts'

/**
 * Who may use a route, a socket command or a job at all. What they may do to one particular thing
 * is said by the noun's `may.ts` and by the WHERE of its queries.
 */
export const accesses = {
  /** Anybody, signed in or not. */
  everyone: (_: Actor | null) => true,
  /** A person about their own account; open also to who is led to give a second factor first. */
  self: (actor: Actor | null) => actor !== null,
  /** A person about what is told to them and whom they act for. */
  person: (actor: Actor | null) => actor !== null,
  /** A person, with or without an organisation, auditors left out. */
  signed_in: (actor: Actor | null) => actor !== null && !isAuditor(actor),
  /** A member of an organisation in any standing, auditors left out. */
  member: (actor: Actor | null) => actor?.organization != null && !isAuditor(actor),
  /** An owner of an organisation in any standing. */
  owner: (actor: Actor | null) => hasRole(actor, 'owner'),
  /** A member of a verified organisation. */
  verified: isVerified,
  enterprise: (actor: Actor | null) =>
    isVerified(actor) && actor.organization.kind === 'enterprise',
  institution: isInstitution,
  officer: (actor: Actor | null) => isBureau(actor, 'officer'),
  host: (actor: Actor | null) => isBureau(actor, 'host', 'officer'),
  /** Who keeps the system and its accounts. */
  admin: (actor: Actor | null) => isBureau(actor, 'owner', 'admin'),
  /** Who reads the trail, and may do nothing else. */
  auditor: isAuditor,
} as const

export type Access = keyof typeof accesses

/** How much each access promises about who asks. */
export type Actors = {
  everyone: Actor | null
  self: Actor
  person: Actor
  signed_in: Actor
} & {
  [A in Exclude<Access, 'everyone' | 'self' | 'person' | 'signed_in'>]: Acting
}

/** The `handle` that every route module exports. */
export interface RouteHandle {
  access: Access
  /** What the browser's tab says: a message's key, or made of what the loader gave. */
  // biome-ignore lint/suspicious/noExplicitAny: each loader gives something else
  title?: string | ((data: any, t: TFunction) => string)
  /** What a search engine may say of the page: a message's key. */
  description?: string
  /** Without the frame around it, like the big screen. */
  bare?: boolean
}

/** @throws {Refusal} `signed_out` or `forbidden` when the actor may not use what declares this access. */
export function requireAccess(access: Access, actor: Actor | null): void {
  if (actor?.mfaPending && access !== 'everyone' && access !== 'self') {
    throw refuse('forbidden', 'second_factor_needed')
  }
  if (accesses[access](actor)) return
  if (!actor) throw refuse('signed_out', 'signed_out')
  if (isAuditor(actor)) throw refuse('forbidden', 'auditor_only')
  throw refuse('forbidden', `access_${access}`)
}
