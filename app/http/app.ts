import { join } from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import type { ViteDevServer } from 'vite'
import type { Services } from '../context.ts'
import { lengthGuard, originGuard } from './guard.ts'
import { securityHeaders } from './headers.ts'
import type { WhoAsks } from './who.ts'

export interface AppOptions {
  services: Services
  /** Who asks, by the request's cookie. */
  findActor: WhoAsks
  /** The built pages, or in development the server that builds them on the fly. */
  pages: { build: ServerBuild; clientFolder: string } | { vite: ViteDevServer }
}

/** The HTTP application: headers, guard, static files, pages. */
export function createApp({ services, findActor, pages }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', services.env.TRUST_PROXY)
  app.use(compression())
  app.use(securityHeaders(services.env))
  if ('vite' in pages) app.use(pages.vite.middlewares)
  else app.use(staticFiles(pages.clientFolder))
  app.use(originGuard(services.env), lengthGuard)
  app.all(
    '*',
    createRequestHandler({
      build:
        'vite' in pages
          ? () => pages.vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>
          : pages.build,
      mode: services.env.NODE_ENV,
      getLoadContext: async (request, response) => ({
        ...services,
        actor: await findActor(request.headers.cookie),
        client: { address: request.ip ?? '', agent: request.get('User-Agent') ?? null },
        nonce: response.locals.nonce as string,
      }),
    }),
  )
  return app
}

function staticFiles(folder: string): RequestHandler {
  const router = express.Router()
  const hashed = { immutable: true, maxAge: '1y', index: false, redirect: false } as const
  router.use('/assets', express.static(join(folder, 'assets'), { ...hashed, fallthrough: false }))
  router.use(express.static(folder, { maxAge: '1h', index: false, redirect: false }))
  return router
}
