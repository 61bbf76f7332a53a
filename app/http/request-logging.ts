import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Actor } from '../domain/actor.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from './metrics.ts'

export interface Observation {
  log: Logger
  metrics: Metrics
  /** What a path leads to, without what stands in it. */
  nameRoute: (path: string) => string
}

/** Asked for every few seconds by whoever watches the node. */
const probes = new Set(['/healthz', '/readyz'])

/** Writes a line and counts for every request that reaches the pages: by route, never by path; who asks by id. */
export function logRequests({ log, metrics, nameRoute }: Observation): RequestHandler {
  return (request, response, next) => {
    const started = performance.now()
    const id = randomUUID()
    const route = nameRoute(request.path)
    response.locals.requestId = id
    response.locals.route = route
    response.setHeader('X-Request-Id', id)
    response.once('close', () => {
      const ms = performance.now() - started
      const status = response.writableEnded ? response.statusCode : 499
      metrics.countRequest({ method: request.method, route, status, seconds: ms / 1000 })
      const actor = response.locals.actor as Actor | null | undefined
      const line = {
        request: id,
        method: request.method,
        route,
        status,
        ms: Math.round(ms),
        person: actor?.personId,
        organization: actor?.organization?.id,
      }
      if (status >= 500) log.error(line, 'request')
      else if (probes.has(route)) log.debug(line, 'request')
      else log.info(line, 'request')
    })
    next()
  }
}
