import { z } from 'zod'
import type { Actor, OrganizationKind } from '../actor.ts'

/** Whether institutions and the bureau must give a second factor, or may. */
export const secondFactorPolicies = ['required', 'offered'] as const
export type SecondFactorPolicy = (typeof secondFactorPolicies)[number]

export const RECOVERY_CODE_COUNT = 10
/** How long the right password waits for its second factor. */
export const PENDING_SIGN_IN_MINUTES = 10
/** How long a proof of who one is lets one change what guards the account. */
export const STEP_UP_MINUTES = 10
/** How long a secret that is being set up waits for its first code. */
export const SET_UP_MINUTES = 60
export const MAX_PASSKEYS = 10

/** Who acts for these handles other firms' secrets, so a password alone is too little. */
export const guardedKinds: readonly OrganizationKind[] = ['institution', 'bureau']
export const wantsSecondFactor = (kind: OrganizationKind): boolean => guardedKinds.includes(kind)

/** Who owes a second factor under this policy is, until it is given, nobody's member. */
export function restrictUntilMfa(actor: Actor, policy: SecondFactorPolicy): Actor {
  if (policy !== 'required' || actor.secondFactor !== 'needed') return actor
  return { ...actor, memberOf: [], organization: null, mfaPending: true }
}

/** Letters and digits that aren't taken for one another (Crockford's base 32). */
export const recoveryAlphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A code as typed: six digits of the app, or a recovery code, with whatever spaces and dashes people put in. */
export const factorCodeSchema = z
  .string()
  .max(40)
  .transform((typed) =>
    typed
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s-]/g, '')
      .replace(/[il]/g, '1')
      .replace(/o/g, '0'),
  )
  .pipe(z.string().regex(/^(\d{6}|[0-9a-hjkmnp-tv-z]{10})$/, 'factor_code'))

export const isAppCode = (code: string): boolean => code.length === 6

/** As people read it aloud: `k3m9t-x2q7r`. */
export const showRecoveryCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`

export const passkeyNameSchema = z.string().trim().min(1).max(40)
/** What a browser hands over for its passkey, as JSON. */
export const passkeyResponseSchema = z.string().min(2).max(16_000)
