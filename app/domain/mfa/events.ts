import { defineEvents } from '../event.ts'

/** The safety of an account: what happens there and who is told. */
export const securityEvents = defineEvents('security', {
  totp_added: { to: ['person'], params: [], page: '/account/security' },
  totp_removed: { to: ['person'], params: [], page: '/account/security' },
  passkey_added: { to: ['person'], params: ['name'], page: '/account/security' },
  passkey_removed: { to: ['person'], params: ['name'], page: '/account/security' },
  token_made: { to: ['person'], params: ['name'], page: '/account/security' },
  recovery_codes_renewed: { to: ['person'], params: [], page: '/account/security' },
  recovery_code_used: { to: ['person'], params: ['left'], page: '/account/security' },
  factors_reset: { to: ['person'], params: [], page: '/account/security' },
  password_changed: { to: ['person'], params: [], page: '/account/security' },
})
