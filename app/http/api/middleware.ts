import { createReadableStreamFromReadable } from '@remix-run/node'
import type { Request as NodeRequest, Response as NodeResponse, RequestHandler } from 'express'
import type { RequestContext } from '#app/context.ts'
import { asRefusal } from '../busy.ts'
import { sendProblem } from '../guard.ts'
import { serveApi } from './dispatch.ts'
import { isApiPath } from './paths.ts'

type ContextOf = (request: NodeRequest, response: NodeResponse) => Promise<RequestContext>

/** Programs come in here; all other paths go on to the pages, which know nothing of programs. */
export const apiMiddleware =
  (contextOf: ContextOf, { log }: Pick<RequestContext, 'log'>): RequestHandler =>
  async (request, response, next) => {
    if (!isApiPath(request.path)) return next()
    try {
      const context = await contextOf(request, response)
      await send(await serveApi(toWebRequest(request), context), response)
    } catch (error) {
      // Nobody could say who asks, as while the database is away.
      const refusal = asRefusal(error)
      if (refusal) {
        response.setHeader('Retry-After', String(refusal.retryAfter))
        return sendProblem(request, response, refusal.refusal, refusal.message)
      }
      log.error({ err: error, request: response.locals.requestId }, 'request failed')
      sendProblem(request, response, 'unexpected', 'api.unexpected')
    }
  }

function toWebRequest(request: NodeRequest): Request {
  const { method, originalUrl } = request
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  )
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(originalUrl, `http://${noHost}`), {
    method,
    headers,
    ...(hasBody ? { body: createReadableStreamFromReadable(request), duplex: 'half' } : {}),
  })
}

/** Which name the market was asked by is nothing that an operation goes by. */
const noHost = 'localhost'

async function send(answer: Response, response: NodeResponse): Promise<void> {
  response.status(answer.status)
  for (const [name, value] of answer.headers) response.setHeader(name, value)
  response.end(Buffer.from(await answer.arrayBuffer()))
}
