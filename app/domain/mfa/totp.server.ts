import { generateSecret, generateURI, verifySync } from 'otplib'

/** Seconds of one step, and how far a phone's clock may be off (RFC 6238 §5.2: one step). */
const period = 30

export const makeTotpSecret = (): string => generateSecret()

/** The address behind the QR code that apps read. @param label whose account it is, for the app's list */
export const totpUri = (secret: string, label: string): string =>
  generateURI({ issuer: 'Lianqiao 链桥', label, secret })

/**
 * The step whose code this is, one before and one after the present included; null when it is none,
 * or when a code of that step or a later one was used already.
 */
export function findTotpStep(
  secret: string,
  { code, at, after }: { code: string; at: Date; after: number | null },
): number | null {
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(at.getTime() / 1000),
    epochTolerance: period,
    ...(after === null ? {} : { afterTimeStep: after }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
