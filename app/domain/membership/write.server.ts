/** The verbs of membership, by one name. */
export {
  changeRoles,
  decideGrant,
  grantByCommand,
  listGrants,
  withdrawGrant,
} from './write/grants.server.ts'
export { acceptInvitation, inviteMember, revokeInvitation } from './write/invitations.server.ts'
export { askToJoin, decideJoin, withdrawJoin } from './write/joining.server.ts'
export { endMembership } from './write/leaving.server.ts'
export { switchOrganization } from './write/members.server.ts'
