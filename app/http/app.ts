import { join } from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import type { ViteDevServer } from 'vite'
import type { RequestContext, Services } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { isApiPath } from './api/paths.ts'
import { nameApiRoute } from './api/registry.ts'
import { discardRest, lengthGuard, originGuard } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { chooseLocale } from './locale.ts'
import { type Metrics, serveMetrics } from './metrics.ts'
import { observe } from './observe.ts'
import { packedFiles } from './packed.ts'
import { createRouteNames } from './route-name.ts'
import { readBearer, type WhoAsks, type WhoHolds } from './who.ts'

export interface AppOptions {
  services: Services
  /** Who asks, by the request's cookie. */
  findActor: WhoAsks
  /** Who asks, by a program's token. */
  findHolder: WhoHolds
  /** The built pages, or in development the server that builds them on the fly. */
  pages: { build: ServerBuild; clientFolder: string } | { vite: ViteDevServer }
  metrics: Metrics
}

/** The HTTP application: headers, guard, static files, pages. */
export function createApp({
  services,
  findActor,
  findHolder,
  pages,
  metrics,
}: AppOptions): Express {
  const identify = createIdentify(findActor, findHolder)
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', services.env.TRUST_PROXY)
  app.use(compression())
  app.use(securityHeaders(services.env))
  if ('vite' in pages) app.use(pages.vite.middlewares)
  else app.use(staticFiles(pages.clientFolder))
  app.get('/metrics', serveMetrics(metrics, services.env))
  const namePage = 'vite' in pages ? () => 'page' : createRouteNames(pages.build.routes)
  const nameRoute = (path: string) => (isApiPath(path) ? nameApiRoute(path) : namePage(path))
  app.use(observe({ log: services.log, metrics, nameRoute }))
  app.use(discardRest, originGuard(services.env), lengthGuard)
  app.all(
    '*',
    createRequestHandler({
      build:
        'vite' in pages
          ? () => pages.vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>
          : pages.build,
      mode: services.env.NODE_ENV,
      getLoadContext: async (request, response) => {
        const { actor, shown } = await identify(request)
        response.locals.actor = actor
        const { requestId, route } = response.locals
        return {
          ...services,
          log: services.log.child({ request: requestId, route }),
          actor,
          shown,
          requestId,
          client: { address: request.ip ?? '', agent: request.get('User-Agent') ?? null },
          locale: localeOf(request, actor),
          nonce: response.locals.nonce as string,
        }
      },
    }),
  )
  return app
}

/** Tokens open the API and nothing else; who shows one there is never taken for the cookie's holder, also when it is wrong. */
const createIdentify =
  (findActor: WhoAsks, findHolder: WhoHolds) =>
  async ({ path, headers }: Request): Promise<Pick<RequestContext, 'actor' | 'shown'>> => {
    const token = isApiPath(path) ? readBearer(headers.authorization) : null
    if (token !== null) {
      const actor = await findHolder(token)
      return { actor, shown: actor ? 'token' : 'wrong' }
    }
    const actor = await findActor(headers.cookie)
    return { actor, shown: actor ? 'cookie' : 'nothing' }
  }

const localeOf = (request: Request, actor: Actor | null) =>
  chooseLocale({
    actor,
    cookie: request.headers.cookie,
    accept: request.headers['accept-language'],
  })

/** Files with a hash in their name never change; the few others are asked for again after an hour. */
export function staticFiles(folder: string): RequestHandler {
  const router = express.Router()
  const cached = (directive: string) => ({
    index: false,
    redirect: false,
    setHeaders: (response: Response) => response.setHeader('Cache-Control', directive),
  })
  const hashed = { ...cached('public, max-age=31536000, immutable'), fallthrough: false }
  router.use('/assets', packedFiles(join(folder, 'assets')))
  router.use('/assets', express.static(join(folder, 'assets'), hashed))
  router.use(express.static(folder, cached('public, max-age=3600')))
  return router
}
