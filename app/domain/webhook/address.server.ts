import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Where webhooks may lead: to the internet alone, or for tests and closed networks anywhere. */
export const webhookTargets = ['public', 'anywhere'] as const
export type WebhookTargets = (typeof webhookTargets)[number]

/** Addresses that are nobody's on the internet (IANA's registries of special-purpose addresses). */
const special = new BlockList()
for (const [network, prefix] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
  ] as const),
  ...([
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
  ] as const),
  ...([
    ['192.31.196.0', 24],
    ['192.52.193.0', 24],
    ['192.88.99.0', 24],
  ] as const),
  ...([
    ['192.168.0.0', 16],
    ['192.175.48.0', 24],
    ['198.18.0.0', 15],
  ] as const),
  ...([
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const) {
  special.addSubnet(network, prefix, 'ipv4')
}
/** Of IPv6 only global unicast is the internet, and of that not what tunnels to IPv4 or is for documents. */
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')
for (const [network, prefix] of [
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
] as const) {
  special.addSubnet(network, prefix, 'ipv6')
}

/** Whether an address is one of the internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !special.check(address, 'ipv4')
  if (family !== 6) return false
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6')
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
