import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Env } from '../env.ts'

const nonceOf = (_: IncomingMessage, response: ServerResponse): string =>
  `'nonce-${(response as unknown as { locals: { nonce: string } }).locals.nonce}'`

/**
 * Names the sockets, since `'self'` covers them only in browsers younger than 2021: those of the public address, or where none
 * is set, those of the host that was asked for.
 */
function socketsOf({ PUBLIC_URL }: Pick<Env, 'PUBLIC_URL'>) {
  const publicHost = PUBLIC_URL ? new URL(PUBLIC_URL).host : null
  return ({ headers }: IncomingMessage): string => {
    const host = publicHost ?? headers.host
    return host && /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : "'self'"
  }
}

/** Gives every response its security headers; `response.locals.nonce` is for the scripts of this one page. */
export function securityHeaders(env: Pick<Env, 'NODE_ENV' | 'PUBLIC_URL'>): RequestHandler[] {
  const development = env.NODE_ENV === 'development'
  const secured = env.PUBLIC_URL?.startsWith('https:') ?? false
  return [
    (_request, response, next) => {
      response.locals.nonce = randomBytes(16).toString('base64')
      response.setHeader('Cache-Control', 'no-store')
      response.setHeader('Permissions-Policy', 'camera=(self), microphone=(self), geolocation=()')
      next()
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'", nonceOf],
          // Vite brings styles as elements while pages are made on the fly.
          'style-src': development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
          'style-src-attr': ["'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'connect-src': ["'self'", socketsOf(env)],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
      // A stricter one would make browsers send `Origin: null` with our own forms.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: secured ? { maxAge: 31_536_000 } : false,
    }),
  ]
}
