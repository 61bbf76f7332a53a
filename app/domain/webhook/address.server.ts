import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Where webhooks may lead: to the internet alone, or for tests and closed networks anywhere. */
export const webhookTargets = ['public', 'anywhere'] as const
export type WebhookTargets = (typeof webhookTargets)[number]

/** All that is given out for the internet in IPv6 (IANA's registry of its address space). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an address is one of the internet, and of none of IANA's registries of special-purpose addresses. */
export function isPublicAddress(address: string): boolean {
  if (!isIP(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST)
}

export type AddressFault = 'scheme' | 'credentials' | 'unknown_host' | 'private_address'

export interface Checked {
  address: string
  family: 4 | 6
}

/**
 * Where an address leads now. Every address of the name must be one of the internet, and the caller connects
 * to the very one that was checked, so that the name can't change its meaning in between.
 */
export async function checkTarget(
  url: URL,
  targets: WebhookTargets,
): Promise<Checked | { fault: AddressFault }> {
  if (url.username || url.password) return { fault: 'credentials' }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && targets === 'anywhere')) {
    return { fault: 'scheme' }
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await lookup(host, { all: true }).catch(() => [])
  const [first] = found
  if (!first) return { fault: 'unknown_host' }
  if (targets === 'public' && !found.every(({ address }) => isPublicAddress(address))) {
    return { fault: 'private_address' }
  }
  return { address: first.address, family: first.family as 4 | 6 }
}
