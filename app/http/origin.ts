import type { Env } from '#app/env.ts'

type Settings = Pick<Env, 'PUBLIC_URL' | 'HOST' | 'PORT'>

/** Addresses that a node listens at and nobody can open. */
const everywhere = ['0.0.0.0', '::', '']

/**
 * The address that browsers use, for links that leave the page. It follows from the settings alone: who asks names any host
 * they like, and a link in a letter must not lead there.
 */
export function originOf({ PUBLIC_URL, HOST, PORT }: Settings): string {
  if (PUBLIC_URL) return new URL(PUBLIC_URL).origin
  const host = everywhere.includes(HOST) ? 'localhost' : HOST
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`
}
