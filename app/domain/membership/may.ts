import { type Actor, actsFor, hasRole, isAuditor } from '../actor.ts'

/** Owners keep the list of members; in the bureau its administrators do so too, in a branch its manager. */
export const mayManageMembers = (actor: Actor | null, organizationId: string): boolean =>
  actsFor(actor, organizationId) &&
  (hasRole(actor, 'owner') ||
    (actor.organization.kind === 'bureau' && hasRole(actor, 'admin')) ||
    (actor.organization.parentId !== null && hasRole(actor, 'branch_manager')))

/** Every member sees who else belongs. */
export const maySeeMembers = (actor: Actor | null, organizationId: string): boolean =>
  !isAuditor(actor) && (actor?.memberOf.includes(organizationId) ?? false)
