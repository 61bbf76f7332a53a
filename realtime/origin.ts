import type { IncomingMessage } from 'node:http'

/**
 * Whether a connection comes from one of our own pages. Browsers name the origin of every websocket and of every POST;
 * of a plain GET they say at least whether it came from another site. Other programs send neither.
 */
export function isOwnOrigin(
  request: IncomingMessage,
  allow: (origin: string, request: IncomingMessage) => boolean = sameHost,
): boolean {
  const { origin } = request.headers
  if (origin) return allow(origin, request)
  const site = request.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}

function sameHost(origin: string, request: IncomingMessage): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.headers.host
}
