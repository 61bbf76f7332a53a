/** The verbs of accounts, by one name. */
export { requestVerificationCode } from './write/code.server.ts'
export type { SignedIn } from './write/create-session.server.ts'
export { findKnownTo } from './write/devices.server.ts'
export { chooseLanguage } from './write/language.server.ts'
export { findLink } from './write/links.server.ts'
export { openSignInFor, registerPerson } from './write/register.server.ts'
export {
  changePassword,
  renamePerson,
  resetPassword,
  resetPasswordByLink,
} from './write/reset.server.ts'
export {
  isSignInLink,
  type PendingSignIn,
  revokeOtherSignIns,
  revokeSignIn,
  signIn,
  signOut,
  touchSignIn,
} from './write/sign-in.server.ts'
export { signUp } from './write/sign-up.server.ts'
