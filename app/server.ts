import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import type { DestinationStream } from 'pino'
import type { ViteDevServer } from 'vite'
import { connect, type Database } from '#db'
import { createRealtime } from '#realtime'
import { connectSearch } from '#search'
import type { Services } from './context.ts'
import { makeOffer } from './domain/offer/write.server.ts'
import { createLive } from './domain/session/live.server.ts'
import { claimRequest } from './domain/thread/write.server.ts'
import { createVault } from './domain/vault.server.ts'
import type { Env } from './env.ts'
import { createFileWorkers } from './files/workers.ts'
import { createGauges } from './gauges.ts'
import { createApp } from './http/app.ts'
import { createSessionAuthenticator, createTokenAuthenticator } from './http/authenticate.ts'
import { createGate } from './http/gate.ts'
import { createLimits } from './http/limits.ts'
import { createMetrics } from './http/metrics.ts'
import { addressOf, networksOf } from './http/network.ts'
import { startAuditChainer } from './jobs/chain-audit-log.ts'
import { startProjector } from './jobs/project-search.ts'
import { startJobs } from './jobs/queue.ts'
import { createLogger } from './logger.ts'
import { createMessenger } from './messenger.ts'

/** Where the servers are and how to enter them. */
export interface Connections {
  databaseUrl: string
  databaseMigrationUrl: string
  databaseDirectUrl: string
  searchUrl: string
  searchKey: string
  /** Begins the names of our indexes, where several markets share a search server. */
  searchPrefix: string
  /** Base64 of 32 bytes; the same on every node. */
  secretKey: string
}

export interface ServerOptions {
  env: Env
  connections: Connections
  /** Where files of our own lie. */
  dataFolder: string
  /** In development: builds pages on the fly, on our HTTP server. */
  openVite?: (server: Server) => Promise<ViteDevServer>
  now?: () => Date
  /** Where lines of the log go; stderr when absent. */
  logTo?: DestinationStream
  /** Where the built pages lie; among the sources when absent. */
  pagesFolder?: string
}

export interface RunningServer {
  url: string
  services: Services
  /** Finishes what is under way, then lets go of everything. */
  close(): Promise<void>
}

/** Six bodies of forty megabytes are held at once; a hundred more wait unread. Of one person or network are fewer: see `largeBodiesOf`. */
const largeBodyGate = { atOnce: 6, waiting: 100 }
/** Statements of requests that may wait for a connection; who comes after is asked to come again. */
const MAX_WAITING_REQUESTS = 200
const root = join(import.meta.dirname, '..')

/** Builds every service once and serves: the composition root. */
export async function startServer({
  env,
  connections,
  dataFolder,
  openVite,
  now,
  logTo,
  pagesFolder = join(root, 'build'),
}: ServerOptions): Promise<RunningServer> {
  const log = createLogger(env, logTo)
  const vault = createVault(connections.secretKey)
  const database = connect({
    url: connections.databaseUrl,
    sealer: vault,
    lane: 'requests',
    directUrl: connections.databaseDirectUrl,
    ...(now ? { now } : {}),
    onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  })
  const search = connectSearch({
    url: connections.searchUrl,
    key: connections.searchKey,
    prefix: connections.searchPrefix,
    onError: (error) => log.warn({ err: error }, 'search did not answer'),
  })
  const limits = createLimits(database.pool)
  const sockets = database.openLane('sockets')
  const live = createLive({
    db: sockets.db,
    nouns: { claimRequest, makeOffer },
    countClaim: async (personId) => {
      await limits.consume('claim', personId)
    },
    onError: (error) => log.warn({ err: error }, 'a live session was interrupted'),
  })
  const services: Services = {
    db: database.db,
    dbForUploads: database.openLane('uploads').db,
    live,
    search,
    vault,
    messenger: createMessenger(env, join(dataFolder, 'outbox')),
    limits,
    files: createFileWorkers(),
    largeBodies: createGate(largeBodyGate),
    log,
    env,
    components: { postgres: database.alive, search: search.alive },
  }
  const background = env.ROLE === 'web' ? null : await startBackground(database, services)
  const http = createServer()
  const vite = await openVite?.(http)
  const pages = vite ? { vite } : await loadBuild(pagesFolder)
  const metrics = createMetrics()
  const isFull = () => database.pool.waitingCount > MAX_WAITING_REQUESTS
  const byRequest = {
    findActor: createSessionAuthenticator(database.db, env),
    findHolder: createTokenAuthenticator(database.db, env),
  }
  const bySocket = {
    byCookie: createSessionAuthenticator(sockets.db, env),
    byToken: createTokenAuthenticator(sockets.db, env),
  }
  http.on('request', createApp({ services, ...byRequest, isFull, pages, metrics }))
  const stopRounds = live.startClock()
  const realtime = createRealtime({
    server: http,
    notifications: database.notifications,
    destroyUpgrade: !vite,
    ports: {
      ...live.ports,
      networkOf: (request) => networksOf(addressOf(request, env.TRUST_PROXY)).network,
      authenticate: ({ headers: { cookie, authorization } }, auth) =>
        live.whoComes(bySocket, { cookie, authorization, auth }),
    },
    ...(env.PUBLIC_URL ? { allowOrigin: sameOriginAs(env.PUBLIC_URL) } : {}),
    onError: (error) => log.warn({ err: error }, 'a live connection failed'),
  })
  metrics.watch(
    createGauges({
      db: database.db,
      pool: database.pool,
      sockets: realtime.connections,
      components: services.components,
    }),
  )
  const silent = watchSilent(http)
  await listen(http, env)
  return {
    url: `http://${env.HOST}:${(http.address() as AddressInfo).port}`,
    services,
    async close() {
      stopRounds()
      await realtime.close()
      await closeHttp(http, silent)
      await vite?.close()
      await background?.stop()
      services.files.close()
      services.messenger.close()
      await database.close()
    },
  }
}

/** The queue, the index and the audit seal, over connections of their own. */
async function startBackground(database: Database, services: Services) {
  const { db, pool } = database.openLane('jobs')
  const own = { ...services, db }
  const jobs = await startJobs(pool, own)
  const projector = startProjector(own)
  const sealer = startAuditChainer(own)
  return {
    async stop() {
      await jobs.stop()
      await projector.stop()
      await sealer.stop()
    },
  }
}

/** Behind a proxy the host asked for may be another than the one that browsers see. */
const sameOriginAs = (publicUrl: string) => (origin: string, request: IncomingMessage) =>
  origin === new URL(publicUrl).origin ||
  (URL.canParse(origin) && new URL(origin).host === request.headers.host)

async function loadBuild(folder: string) {
  const file = join(folder, 'server', 'index.js')
  const build = (await import(pathToFileURL(file).href)) as ServerBuild
  return { build, clientFolder: join(folder, 'client') }
}

function listen(http: Server, { PORT, HOST }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(PORT, HOST, () => resolve())
  })
}

/** Connections by when they were opened. Browsers open some ahead, over which nothing may ever be asked. */
type Silent = Map<Socket, number>
const silenceMs = 1000

function watchSilent(http: Server): Silent {
  const silent: Silent = new Map()
  http.on('connection', (socket) => {
    silent.set(socket, Date.now())
    socket.once('close', () => silent.delete(socket))
  })
  return silent
}

/** Takes no new connections and ends each kept one after its present answer; a proxy's own would otherwise go on for ever. */
async function closeHttp(http: Server, silent: Silent): Promise<void> {
  http.prependListener('request', (_, response) => {
    response.shouldKeepAlive = false
  })
  const closed = new Promise((resolve) => http.close(resolve))
  const sweep = setInterval(() => {
    http.closeIdleConnections()
    for (const [socket, since] of silent)
      if (socket.bytesRead === 0 && Date.now() - since > silenceMs) socket.destroy()
  }, 50)
  await closed
  clearInterval(sweep)
}
