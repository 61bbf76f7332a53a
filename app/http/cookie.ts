import { parseCookie, stringifySetCookie } from 'cookie'
import { KNOWN_DEVICE_DAYS, signInDays } from '#app/domain/account/account.ts'
import { PENDING_SIGN_IN_MINUTES } from '#app/domain/mfa/factor.ts'
import type { Env } from '#app/env.ts'

const plainName = 'lianqiao'
const stepName = 'lianqiao-step'
const deviceName = 'lianqiao-device'

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
export const readToken = (header: string | undefined | null, settings: Settings): string | null =>
  read(header, settings, plainName)

/** The token of who has given the right password and owes the second factor. */
export const readMfaChallenge = (
  header: string | undefined | null,
  settings: Settings,
): string | null => read(header, settings, stepName)

/** The token of a device that somebody signed in on before; by it tries are counted, and nothing is opened. */
export const readDevice = (header: string | undefined | null, settings: Settings): string | null =>
  read(header, settings, deviceName)

function read(header: string | undefined | null, settings: Settings, name: string): string | null {
  const cookies = parseCookie(header ?? '')
  const plain = settings.PUBLIC_URL?.startsWith('https:') ? undefined : cookies[name]
  const token = cookies[`__Host-${name}`] ?? plain ?? ''
  return /^[\w-]{43}$/.test(token) ? token : null
}

function write(
  url: URL,
  settings: Settings,
  { name, value, maxAge }: { name: string; value: string; maxAge: number },
): string {
  const secure = isBound(url, settings)
  const boundName = secure ? `__Host-${name}` : name
  return stringifySetCookie({
    ...{ name: boundName, value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure },
  })
}

/** The `Set-Cookie` header that keeps a sign-in in the browser. */
export const signInCookie = (url: URL, settings: Settings, token: string): string =>
  write(url, settings, { name: plainName, value: token, maxAge: signInDays * 86_400 })

/** What takes it away, and the drafts of forms with it: who uses the browser next finds no half-written one. */
export const signedOutHeaders = (url: URL, settings: Settings): Record<string, string> => ({
  'Set-Cookie': write(url, settings, { name: plainName, value: '', maxAge: 0 }),
  'Clear-Site-Data': '"storage"',
})

/** The `Set-Cookie` header that carries the first step of signing in to the second. */
export const mfaChallengeCookie = (url: URL, settings: Settings, token: string): string =>
  write(url, settings, { name: stepName, value: token, maxAge: PENDING_SIGN_IN_MINUTES * 60 })

/** The `Set-Cookie` header by which a device is known when somebody signs in on it again. */
export const deviceCookie = (url: URL, settings: Settings, token: string): string =>
  write(url, settings, { name: deviceName, value: token, maxAge: KNOWN_DEVICE_DAYS * 86_400 })
