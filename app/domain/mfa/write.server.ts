/** The verbs of second factors, by one name. */

export {
  addPasskey,
  askPasskey,
  confirmWithPasskey,
  offerPasskey,
  type RelyingParty,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
} from './write/passkey.server.ts'
export { resetFactors } from './write/reset.server.ts'
export { confirmIdentity, finishSignIn } from './write/step.server.ts'
export { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from './write/totp.server.ts'
