import { z } from 'zod'
import { type OrganizationKind, type Role, roles } from '../actor.ts'

const everywhere = ['owner', 'member'] as const
const byKind: Partial<Record<OrganizationKind, readonly Role[]>> = {
  institution: ['owner', 'branch_manager', 'loan_officer', 'member'],
  bureau: ['owner', 'admin', 'officer', 'host', 'liaison', 'street', 'auditor', 'member'],
}

/** The roles that an organisation of this kind can give. */
export const rolesOf = (kind: OrganizationKind): readonly Role[] => byKind[kind] ?? everywhere

/** Why these roles can't be given together, as a key of the refusals; null when they can. */
export function refuseRoles(kind: OrganizationKind, given: readonly Role[]): string | null {
  if (given.length === 0) return 'roles_empty'
  if (!given.every((role) => rolesOf(kind).includes(role))) return 'roles_kind'
  if (given.includes('auditor') && given.length > 1) return 'roles_auditor'
  const isManager = given.some((role) => role === 'owner' || role === 'admin')
  if (isManager && given.some((role) => businessRoles.includes(role))) return 'roles_duties'
  return null
}

/** What the bureau's people do for the market. Who manages its members does none of it: nobody gives a right and uses it. */
export const businessRoles: readonly Role[] = ['officer', 'host', 'liaison', 'street']

/** What somebody would hold beside what they hold; to belong is no right of the bureau's. */
export const addedRoles = (before: readonly Role[], after: readonly Role[]): Role[] =>
  after.filter((role) => role !== 'member' && !before.includes(role))

export const rolesSchema = z.array(z.enum(roles)).max(roles.length)

export const invitationDays = 7
/** Days for a second administrator to confirm a grant. */
export const GRANT_DAYS = 7
