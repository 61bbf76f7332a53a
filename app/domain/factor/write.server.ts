/** The verbs of second factors, by one name. */
export { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from './write/app.server.ts'
export { resetFactors } from './write/lost.server.ts'
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
export { confirmIdentity, finishSignIn } from './write/step.server.ts'
