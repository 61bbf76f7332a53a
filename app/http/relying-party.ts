import type { RelyingParty } from '#app/domain/mfa/write.server.ts'
import type { Env } from '#app/env.ts'

/** The site that passkeys are bound to; null where browsers know none, e.g. at a bare network address. */
export function relyingParty(url: URL, env: Pick<Env, 'PUBLIC_URL'>): RelyingParty | null {
  const site = env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : url
  const isAddress = /^[\d.]+$|^\[/.test(site.hostname)
  const secure = site.protocol === 'https:' || site.hostname === 'localhost'
  return isAddress || !secure ? null : { id: site.hostname, origin: site.origin }
}
