import { signInDays } from '#app/domain/account/account.ts'
import type { Env } from '#app/env.ts'

const plainName = 'lianqiao'
const hostName = `__Host-${plainName}`

/** Browsers take a `Secure` cookie over TLS, and from the machine itself. */
const isSecureContext = (url: URL): boolean =>
  url.protocol === 'https:' ||
  url.hostname === 'localhost' ||
  url.hostname === '[::1]' ||
  url.hostname.startsWith('127.')

type Settings = Pick<Env, 'NODE_ENV' | 'PUBLIC_URL'>

/** In production the cookie is bound to this host and to TLS, wherever a browser would keep such a cookie. */
const isBound = (url: URL, { NODE_ENV }: Settings): boolean =>
  NODE_ENV === 'production' && isSecureContext(url)

/**
 * The sign-in's token of a `Cookie` header.
 * Where the market is served over TLS only the bound cookie counts: a neighbouring host could have set the plain one.
 */
export function readToken(header: string | undefined | null, settings: Settings): string | null {
  const cookies = new Map(
    (header ?? '').split(';').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const
    }),
  )
  const plain = settings.PUBLIC_URL?.startsWith('https:') ? undefined : cookies.get(plainName)
  const token = cookies.get(hostName) ?? plain ?? ''
  return /^[\w-]{43}$/.test(token) ? token : null
}

function write(url: URL, settings: Settings, value: string, maxAge: number): string {
  const bound = isBound(url, settings)
  const name = bound ? hostName : plainName
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${bound ? '; Secure' : ''}`
}

/** The `Set-Cookie` header that keeps a sign-in in the browser. */
export const signInCookie = (url: URL, settings: Settings, token: string): string =>
  write(url, settings, token, signInDays * 86_400)

/** The `Set-Cookie` header that takes it away. */
export const signOutCookie = (url: URL, settings: Settings): string => write(url, settings, '', 0)
