import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What an address is counted by. A household or a hall has one IPv4 address, or one IPv6 network of 64 bits. */
export interface Networks {
  network: string
  /** The 48 bits that a site is usually given, which holds many such networks; null for IPv4. */
  wider: string | null
}

/** Returns the networks that an address is counted by (RFC 6177: a site gets 48 to 64 bits). */
export function networksOf(address: string): Networks {
  const bare = withoutPort(address)
  if (!isIP(bare)) return { network: address, wider: null }
  const parsed = ipaddr.process(bare)
  if (parsed instanceof ipaddr.IPv4) return { network: parsed.toString(), wider: null }
  return { network: networkOf(parsed, 64), wider: networkOf(parsed, 48) }
}

/** Some proxies name the port that a client called from, too: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
const withoutPort = (address: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address

function networkOf(address: ipaddr.IPv6, bits: number): string {
  const plain = new ipaddr.IPv6(address.toByteArray())
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/${bits}`)}/${bits}`
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
