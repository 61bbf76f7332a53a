import type { Request, RequestHandler, Response } from 'express'
import type { Env } from '../env.ts'
import { i18nOf } from '../i18n/index.ts'
import { isApiPath } from './api/paths.ts'
import { type ProblemKind, problemOf } from './api/problem.ts'
import { chooseLocale } from './locale.ts'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])
const served = [...harmless, 'POST', 'PUT', 'PATCH', 'DELETE']

/** Lets nothing in that no page and no operation has a use for: TRACE would tell a script what it may not read. */
export const methodGuard: RequestHandler = (request, response, next) => {
  if (served.includes(request.method)) return next()
  const methods = served.join(', ')
  response.setHeader('Allow', methods)
  if (isApiPath(request.path)) {
    return sendProblem(request, response, 'wrong_method', 'api.wrong_method', { methods })
  }
  response.status(405).end()
}

/**
 * Refuses what another site makes a browser send. Browsers that say where a request comes from (`Sec-Fetch-Site`) are believed,
 * since no page can set that header; of others the `Origin` must be ours. A request that carries a cookie and says neither
 * is refused; one without a cookie has no rights to misuse.
 */
export function originGuard({ PUBLIC_URL }: Pick<Env, 'PUBLIC_URL'>): RequestHandler {
  const publicOrigin = PUBLIC_URL ? new URL(PUBLIC_URL).origin : null
  return (request, response, next) => {
    if (harmless.has(request.method) || isOurs(request, publicOrigin)) return next()
    const { headers } = request
    const { t } = i18nOf(
      chooseLocale({ actor: null, cookie: headers.cookie, accept: headers['accept-language'] }),
    )
    if (isApiPath(request.path))
      return sendProblem(request, response, 'forbidden', 'foreign_origin')
    response
      .status(403)
      .type('text/plain')
      .send(t('foreign_origin', { ns: 'refusal' }))
  }
}

/** Tells a program what is wrong before it has come to what it asks for. */
export function sendProblem(
  { headers }: Request,
  response: Response,
  kind: ProblemKind,
  message: string,
  params: Record<string, string> = {},
): void {
  const accept = headers['accept-language']
  const { t } = i18nOf(chooseLocale({ actor: null, cookie: headers.cookie, accept }))
  const { requestId = '' } = response.locals as { requestId?: string }
  const problem = problemOf({ kind, message, params, requestId }, t)
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** A write must say how long it is: so nobody can send more than the page takes, which looks at that length first. */
export const lengthGuard: RequestHandler = (request, response, next) => {
  if (request.headers['transfer-encoding'] === undefined) return next()
  if (isApiPath(request.path)) {
    return sendProblem(request, response, 'length_required', 'api.length_required')
  }
  response.status(411).end()
}

/**
 * Lets go of a body that nobody read, once it was answered: what is left of it would otherwise stand before the next
 * request on the same connection, which then waits until the connection is cut.
 */
export const discardRest: RequestHandler = (request, response, next) => {
  response.once('finish', () => {
    if (request.readableEnded) return
    request.removeAllListeners('data')
    request.resume()
  })
  next()
}

function isOurs(request: Request, publicOrigin: string | null): boolean {
  const site = request.get('Sec-Fetch-Site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = request.get('Origin')
  if (origin) return origin === publicOrigin || hostOf(origin) === request.get('Host')
  return request.get('Cookie') === undefined
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
