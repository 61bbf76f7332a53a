import { join } from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { AppLoadContext, ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import expressStaticGzip from 'express-static-gzip'
import type { ViteDevServer } from 'vite'
import type { RequestContext, Services } from '../context.ts'
import type { Actor } from '../domain/actor.ts'
import { apiMiddleware } from './api/middleware.ts'
import { isApiPath } from './api/paths.ts'
import { nameApiRoute } from './api/registry.ts'
import { readBearer, type SessionAuthenticator, type TokenAuthenticator } from './authenticate.ts'
import {
  addressGuard,
  answerBusy,
  busyGuard,
  drainRequestBody,
  lengthGuard,
  methodGuard,
  originGuard,
  sizeGuard,
} from './guard.ts'
import { securityHeaders } from './headers.ts'
import { chooseLocale } from './locale.ts'
import { type Metrics, serveMetrics } from './metrics.ts'
import { logRequests } from './request-logging.ts'
import { createRouteNames } from './route-name.ts'
import { type Admitted, admitted } from './under-way.ts'

export interface AppOptions {
  services: Services
  /** Who asks, by the request's cookie. */
  findActor: SessionAuthenticator
  /** Who asks, by a program's token. */
  findHolder: TokenAuthenticator
  /** Whether so many requests wait for the database that no more should be taken. */
  isFull: () => boolean
  /** The built pages, or in development the server that builds them on the fly. */
  pages: { build: ServerBuild; clientFolder: string } | { vite: ViteDevServer }
  metrics: Metrics
}

/** The HTTP application: headers, guard, static files, pages. */
export function createApp({
  services,
  findActor,
  findHolder,
  isFull,
  pages,
  metrics,
}: AppOptions): Express {
  const identify = admitted(createIdentify(findActor, findHolder))
  const contextOf = createGetContext(services, identify)
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
  app.use(logRequests({ log: services.log, metrics, nameRoute }))
  app.use(methodGuard, addressGuard, drainRequestBody)
  app.use(originGuard(services.env), lengthGuard, sizeGuard)
  app.use(busyGuard(isFull))
  app.use(apiMiddleware(contextOf, services))
  const build =
    'vite' in pages
      ? () => pages.vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>
      : pages.build
  const mode = services.env.NODE_ENV
  app.all('*', createRequestHandler({ build, mode, getLoadContext: contextOf }), answerBusy)
  return app
}

/** Who asks, from where, in which language, and all that answers them. */
const createGetContext =
  (services: Services, identify: Admitted) =>
  async (request: Request, response: Response): Promise<AppLoadContext> => {
    const { actor, authMethod } = await identify(request, response)
    response.locals.actor = actor
    const { requestId, route, nonce } = response.locals as Record<string, string>
    return {
      ...services,
      log: services.log.child({ request: requestId, route }),
      actor,
      authMethod,
      requestId: requestId!,
      client: { address: request.ip ?? '', agent: request.get('User-Agent') ?? null },
      locale: localeOf(request, actor),
      nonce: nonce!,
    }
  }

type Identify = (request: Request) => Promise<Pick<RequestContext, 'actor' | 'authMethod'>>

/** Tokens open the API and nothing else; who shows one there is never taken for the cookie's holder, also when it is wrong. */
const createIdentify =
  (findActor: SessionAuthenticator, findHolder: TokenAuthenticator): Identify =>
  async ({ path, headers }) => {
    const token = isApiPath(path) ? readBearer(headers.authorization) : null
    if (token !== null) {
      const actor = await findHolder(token)
      return { actor, authMethod: actor ? 'token' : 'wrong' }
    }
    const actor = await findActor(headers.cookie)
    return { actor, authMethod: actor ? 'cookie' : 'nothing' }
  }

const localeOf = (request: Request, actor: Actor | null) =>
  chooseLocale({
    actor,
    cookie: request.headers.cookie,
    accept: request.headers['accept-language'],
  })

/** These say what a document may do; a script or a style sheet is none, and a page asks for twenty of them. */
const DOCUMENT_HEADERS = [
  ...['Content-Security-Policy', 'Permissions-Policy', 'Cross-Origin-Opener-Policy'],
  ...['X-Frame-Options', 'X-DNS-Prefetch-Control', 'X-Download-Options', 'Origin-Agent-Cluster'],
  ...['X-Permitted-Cross-Domain-Policies', 'X-XSS-Protection'],
]

/** Serves what the build made for browsers, compressed where that was laid beside it: files with a hash in their name, which never change. */
export function staticFiles(clientFolder: string): RequestHandler {
  const files = expressStaticGzip(join(clientFolder, 'assets'), {
    index: false,
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    serveStatic: {
      redirect: false,
      fallthrough: false,
      setHeaders: (response) => {
        response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
        for (const name of DOCUMENT_HEADERS) response.removeHeader(name)
      },
    },
  })
  return express.Router().use('/assets', files)
}
