import { type Actor, actsFor, hasRole, isAuditor, isVerified, type Role } from '../actor.ts'

/** Roles that manage members somewhere. */
export const managerRoles = ['owner', 'admin', 'branch_manager'] as const satisfies Role[]

/** Owners keep the list of members; in the bureau its administrators do so too, in a branch its manager. */
export const mayManageMembers = (actor: Actor | null, organizationId: string): boolean =>
  actsFor(actor, organizationId) &&
  (hasRole(actor, 'owner') ||
    (actor.organization.kind === 'bureau' && hasRole(actor, 'admin')) ||
    (actor.organization.parentId !== null && hasRole(actor, 'branch_manager')))

/** Every member sees who else belongs. */
export const maySeeMembers = (actor: Actor | null, organizationId: string): boolean =>
  !isAuditor(actor) && (actor?.memberOf.includes(organizationId) ?? false)

/**
 * Who lets somebody in with these roles by a letter: of a verified organisation, since the market writes to strangers in its
 * name; owners alone make owners. Asked when it is sent and again when it is accepted.
 */
export const mayInvite = (
  actor: Actor | null,
  { id, roles }: { id: string; roles: readonly Role[] },
): boolean => isVerified(actor) && mayGiveRoles(actor, { id, roles })

/** Who keeps the list of members gives their roles; owners alone make owners. */
export const mayGiveRoles = (
  actor: Actor | null,
  { id, roles }: { id: string; roles: readonly Role[] },
): boolean => mayManageMembers(actor, id) && (!roles.includes('owner') || hasRole(actor, 'owner'))
