/** The verbs of membership, by one name. */
export { acceptInvitation, inviteMember, revokeInvitation } from './write/invitations.server.ts'
export { askToJoin, decideJoin, withdrawJoin } from './write/joining.server.ts'
export { endMembership } from './write/leaving.server.ts'
export { changeRoles, switchOrganization } from './write/members.server.ts'
