import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/** What an address is counted by. A household or a hall has one IPv4 address, or one IPv6 network of 64 bits. */
export interface Networks {
  network: string
  /** The 48 bits that a site is usually given, which holds many such networks; null for IPv4. */
  wider: string | null
}

/** Returns the networks that an address is counted by (RFC 6177: a site gets 48 to 64 bits). */
export function networksOf(address: string): Networks {
  const plain = address.replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)
  if (mapped) return { network: mapped[1]!, wider: null }
  if (!isIPv6(plain)) return { network: plain, wider: null }
  const groups = groupsOf(plain)
  return {
    network: `${groups.slice(0, 4).join(':')}::/64`,
    wider: `${groups.slice(0, 3).join(':')}::/48`,
  }
}

/** The first groups of an address, written without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  // A tail in dotted form, as in 64:ff9b::192.0.2.1, stands for two groups.
  const length = before.length + after.length + (after.at(-1)?.includes('.') ? 1 : 0)
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - length)).fill('0')
  return [...before, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, ''))
}

/**
 * Returns the address that a connection comes from, as Express does for a request.
 * @param proxies how many proxies stand in front: each adds the address that it was called from to the header
 */
export function addressOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: number,
): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
  const way = [...forwarded, socket.remoteAddress ?? '']
  return way[Math.max(0, way.length - 1 - proxies)]!
}
