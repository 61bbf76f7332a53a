import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import type { ViteDevServer } from 'vite'
import type { Services } from '../context.ts'

export interface AppOptions {
  services: Services
  /** Who asks, by the request's cookie. */
  findActor: (
    cookieHeader: string | undefined,
  ) => Promise<import('../domain/actor.ts').Actor | null>
  /** The built pages, or in development the server that builds them on the fly. */
  pages: { build: ServerBuild; clientFolder: string } | { vite: ViteDevServer }
}

/** The HTTP application: headers, guard, static files, pages. */
export function createApp({ services, findActor, pages }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', services.env.TRUST_PROXY)
  app.use(compression())
  app.use(pageDefaults)
  if ('vite' in pages) app.use(pages.vite.middlewares)
  else app.use(staticFiles(pages.clientFolder))
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
        nonce: response.locals.nonce as string,
      }),
    }),
  )
  return app
}

/** Nothing is cached unless it says so itself. */
const pageDefaults: RequestHandler = (_request, response, next) => {
  response.locals.nonce = randomBytes(16).toString('base64')
  response.setHeader('Cache-Control', 'no-store')
  next()
}

function staticFiles(folder: string): RequestHandler {
  const router = express.Router()
  const hashed = { immutable: true, maxAge: '1y', index: false, redirect: false } as const
  router.use('/assets', express.static(join(folder, 'assets'), { ...hashed, fallthrough: false }))
  router.use(express.static(folder, { maxAge: '1h', index: false, redirect: false }))
  return router
}
