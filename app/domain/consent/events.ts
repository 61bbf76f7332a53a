import { defineEvents } from '../event.ts'

/** Consents: what happens there and who is told. */
export const consentEvents = defineEvents('consent', {
  consent_granted: { to: ['institution'], params: [] },
  consent_revoked: { to: ['institution'], params: [] },
  consent_expired: { to: ['enterprise', 'institution'], params: [] },
})
