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
  return null
}

export const rolesSchema = z.array(z.enum(roles)).max(roles.length)

export const invitationDays = 7
