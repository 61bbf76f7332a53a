/** The verbs of standing (W1), by one name. */
export {
  deregisterOrganization,
  foundBureau,
  rejectApplication,
  restoreOrganization,
  returnApplication,
  suspendOrganization,
  upholdApplication,
  upholdOrganization,
  verifyApplication,
} from './write/decisions.server.ts'
export { expireDrafts } from './write/drafts.server.ts'
export { createOrganization, reviseOrganization, submitOrganization } from './write/entry.server.ts'
export {
  askDelisting,
  takeOver,
  withdrawApplication,
} from './write/takeover.server.ts'
