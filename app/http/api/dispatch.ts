import { createHash } from 'node:crypto'
import type { TFunction } from 'i18next'
import type { RequestContext } from '#app/context.ts'
import type { Page } from '#app/domain/pagination.ts'
import { isRefusal, refuse } from '#app/domain/refusal.ts'
import { runIdempotent } from '#app/domain/token/idempotency.server.ts'
import { i18nOf } from '#app/i18n/index.ts'
import { bindToTransaction, type Db, transact } from '#db'
import { requireAccess } from '../access.ts'
import { asRefusal } from '../busy.ts'
import { type LimitName, policyOf } from '../limits.ts'
import { largeBodiesOf } from '../shares.ts'
import { writeCursor } from './cursor.ts'
import { readBody, readBytes, readQuery } from './input.ts'
import { buildOpenApi } from './openapi.ts'
import type { Operation } from './operation.ts'
import { apiRoot } from './paths.ts'
import { problemResponse, refuseApi } from './problem.ts'
import { findOperation } from './registry.ts'

/** Answers a program: the one door to all operations. Whatever goes wrong is told as `application/problem+json`. */
export async function serveApi(request: Request, context: RequestContext): Promise<Response> {
  const { t } = i18nOf(context.locale)
  const headers = new Headers({ 'Content-Language': context.locale })
  try {
    return await answer(request, context, t, headers)
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal) context.log.error({ err: error }, 'request failed')
    return problemResponse(refusal ?? error, { t, requestId: context.requestId, headers })
  }
}

async function answer(
  request: Request,
  { ...context }: RequestContext,
  t: TFunction,
  headers: Headers,
): Promise<Response> {
  const url = new URL(request.url)
  const path = url.pathname.slice(apiRoot.length)
  const { operation, params, allowed } = findOperation(request.method, path)
  await countRequest(context, headers)
  if (path === documentPath && isRead(request)) return sendDocument(headers)
  if (allowed.length === 0) throw refuseApi('missing', 'api.no_such_path')
  if (!operation) {
    headers.set('Allow', allowed.join(', '))
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers })
    throw refuseApi('wrong_method', 'api.wrong_method', { params: { methods: allowed.join(', ') } })
  }
  admit(operation, context)
  if (operation.budget.files > 0) context.db = context.dbForUploads
  // The general rate of programs was counted above; what brings a file has a narrower one.
  const { rate } = operation.budget
  if (rate !== 'api') await context.limits.consume(rate, context.actor!.personId)
  const query = readQuery(url, operation, t)
  const bytes = await readBytes(request, operation, largeBodiesOf(context))
  const body = readBody(request, bytes, operation, t)
  if (operation.limit) await context.limits.consume(operation.limit, context.actor!.personId)
  const ask = { ...context, params, query, body, t }
  if (operation.method === 'GET') return reply(operation, await operation.work(ask), headers)
  const write = readWrite(request, bytes, operation, context)
  const work = async (db: Db) =>
    operation.reply.parse(await operation.work({ ...ask, db })) as unknown
  if (!write) {
    const done = await transact(context.db, (tx) => work(bindToTransaction(context.db, tx)))
    return send(operation, done, headers)
  }
  const { answer: done, repeated } = await runIdempotent(context.db, write, work)
  if (repeated) headers.set('Idempotency-Replayed', 'true')
  return send(operation, done, headers)
}

const documentPath = '/openapi.json'
const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD'

function sendDocument(headers: Headers): Response {
  headers.set('Cache-Control', 'public, max-age=300')
  return Response.json(buildOpenApi(), { headers })
}

/** Counts a request, by the token or else by the address, and says what is left in the headers of the IETF's draft. */
async function countRequest(
  { actor, authMethod: shown, client, limits }: RequestContext,
  headers: Headers,
): Promise<void> {
  const name: LimitName = shown === 'token' ? 'api' : 'search'
  const { points, seconds } = policyOf(name)
  headers.set('RateLimit-Policy', `"${name}";q=${points};w=${seconds}`)
  try {
    const { left, resetsIn } =
      shown === 'token'
        ? await limits.consume(name, actor!.signInId)
        : await limits.consumeByNetwork(name, client.address)
    headers.set('RateLimit', `"${name}";r=${left};t=${resetsIn}`)
  } catch (error) {
    const wait = isRefusal(error) ? Math.ceil(error.retryAfter ?? 0) : 0
    headers.set('RateLimit', `"${name}";r=0;t=${wait}`)
    throw error
  }
}

/** What is asked for is the actor's to ask, by this token. A cookie reads; only a token writes. */
function admit(
  { method, access, scope }: Operation,
  { actor, authMethod: shown }: RequestContext,
): void {
  if (shown === 'wrong') {
    throw refuseApi('invalid_token', 'api.invalid_token', {
      headers: { 'WWW-Authenticate': 'Bearer realm="lianqiao", error="invalid_token"' },
    })
  }
  if (method !== 'GET' && shown !== 'token') throw refuse('signed_out', 'api.token_needed')
  if (actor?.token && scope && !actor.token.scopes.includes(scope)) {
    throw refuseApi('insufficient_scope', 'api.insufficient_scope', {
      params: { scope },
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    })
  }
  requireAccess(access, actor)
}

/** The key by which a write is done once; null where none was given and none is needed. @throws {Refusal} */
function readWrite(
  request: Request,
  bytes: Buffer,
  { status }: Operation,
  { actor }: RequestContext,
) {
  const given = request.headers.get('idempotency-key')
  if (given === null && status !== 201) return null
  const key = given?.trim().replace(/^"(.*)"$/, '$1') ?? ''
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw refuseApi('malformed', 'api.key_needed')
  const { pathname, search } = new URL(request.url)
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${pathname}${search}\n`)
    .update(bytes)
    .digest()
  return { signInId: actor!.signInId, key, fingerprint }
}

function reply(operation: Operation, result: unknown, headers: Headers): Response {
  if (!operation.listed) return send(operation, operation.reply.parse(result), headers)
  const { items, next } = result as Page<unknown>
  const cursor = next && writeCursor(operation.id, next)
  return send(operation, operation.reply.parse({ items, next: cursor }), headers)
}

function send({ status, location }: Operation, body: unknown, headers: Headers): Response {
  if (location) headers.set('Location', apiRoot + location(body))
  return Response.json(body, { status, headers })
}
