import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** A secret as it is shown once: `whsec_` and 32 random bytes in base64 (Standard Webhooks 1.0). */
export const makeSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/**
 * The headers that let a receiver know who wrote and when: HMAC-SHA256 over `id.timestamp.body`, one for each secret.
 * @param at of this very try, so that an old letter sent again by others shows its age
 */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}
