import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Env } from '../env.ts'
import { i18nOf } from '../i18n/index.ts'
import { isApiPath } from './api/paths.ts'
import { type ProblemKind, problemOf } from './api/problem.ts'
import { formBudgets, MAX_QUERY_VALUES, MAX_URL_LENGTH } from './budget.ts'
import { asRefusal, RETRY_AFTER_SECONDS } from './busy.ts'
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
    if (isApiPath(request.path))
      return sendProblem(request, response, 'forbidden', 'foreign_origin')
    sendText(request, response, 403, 'foreign_origin')
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

/** Refuses an address that no page of ours makes, before it is taken apart. */
export const addressGuard: RequestHandler = (request, response, next) => {
  const { length } = request.originalUrl
  if (length <= MAX_URL_LENGTH && countParameters(request.originalUrl) <= MAX_QUERY_VALUES) {
    return next()
  }
  if (isApiPath(request.path)) {
    return sendProblem(request, response, 'address_too_long', 'address_too_long')
  }
  sendText(request, response, 414, 'address_too_long')
}

function countParameters(address: string): number {
  const query = address.indexOf('?')
  if (query === -1) return 0
  let count = 1
  for (let at = address.indexOf('&', query); at !== -1; at = address.indexOf('&', at + 1)) count++
  return count
}

/** A write must say how long it is: so nobody can send more than the page takes, which looks at that length first. */
export const lengthGuard: RequestHandler = (request, response, next) => {
  if (request.headers['transfer-encoding'] === undefined) return next()
  if (isApiPath(request.path)) {
    return sendProblem(request, response, 'length_required', 'api.length_required')
  }
  response.status(411).end()
}

/** Whoever watches the node must learn that it is full. */
const unguarded = new Set(['/healthz', '/readyz'])

/** Asks to come again in a moment while too many wait already; what is under way goes on. */
export const busyGuard =
  (isFull: () => boolean): RequestHandler =>
  (request, response, next) => {
    if (unguarded.has(request.path) || !isFull()) return next()
    sendBusy(request, response)
  }

/** Answers a request for which the database, or its sender's share of the node, was too busy before a page was reached. */
export const answerBusy: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent || asRefusal(error)?.refusal !== 'unavailable') return next(error)
  sendBusy(request, response)
}

function sendBusy(request: Request, response: Response): void {
  response.setHeader('Retry-After', String(RETRY_AFTER_SECONDS))
  if (isApiPath(request.path)) sendProblem(request, response, 'unavailable', 'busy')
  else sendText(request, response, 503, 'busy')
}

/** Answers with one sentence, in the language that was asked for. */
function sendText({ headers }: Request, response: Response, status: number, key: string): void {
  const accept = headers['accept-language']
  const { t } = i18nOf(chooseLocale({ actor: null, cookie: headers.cookie, accept }))
  response
    .status(status)
    .type('text/plain')
    .send(t(key, { ns: 'refusal' }))
}

/** What any request may send at most; each route and operation has its own, narrower bound. */
const MAX_BODY_BYTES = formBudgets.upload.bytes

/** Closes the connection over which more is on its way than anything of ours takes. */
export const sizeGuard: RequestHandler = (request, response, next) => {
  if (Number(request.headers['content-length'] ?? 0) <= MAX_BODY_BYTES) return next()
  response.setHeader('Connection', 'close')
  if (isApiPath(request.path)) {
    return sendProblem(request, response, 'too_large', 'api.too_large', {
      kilobytes: String(Math.floor(MAX_BODY_BYTES / 1024)),
    })
  }
  response.status(413).end()
}

/**
 * Lets go of a body that nobody read, once it was answered: what is left of it would otherwise stand before the next
 * request on the same connection, which then waits until the connection is cut.
 */
export const drainRequestBody: RequestHandler = (request, response, next) => {
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
