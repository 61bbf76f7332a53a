import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Env } from '../env.ts'

/** What a number of the market is, and how to read it now. */
export interface GaugeReading {
  name: string
  help: string
  read(): Promise<number | Record<string, number>>
  /** What its parts are told apart by, when there are several. */
  label?: string
}

export interface Metrics {
  countRequest(seen: { method: string; route: string; status: number; seconds: number }): void
  /** Adds numbers that are read when somebody asks for them. */
  watch(readings: readonly GaugeReading[]): void
  /** In the text format of Prometheus. */
  text(): Promise<string>
  contentType: string
}

/** The numbers of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'lianqiao_http_requests_total',
    help: 'Requests for pages, by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'lianqiao_http_request_seconds',
    help: 'How long requests for pages took, by route.',
    labelNames: ['method', 'route'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    countRequest({ method, route, status, seconds }) {
      requests.inc({ method, route, status: String(status) })
      durations.observe({ method, route }, seconds)
    },
    watch(readings) {
      for (const { name, help, read, label } of readings) {
        new Gauge({
          name: `lianqiao_${name}`,
          help,
          labelNames: label ? [label] : [],
          registers: [registry],
          async collect() {
            this.reset()
            const value = await read().catch(() => null)
            if (value === null) return
            if (typeof value === 'number') this.set(value)
            else for (const [part, one] of Object.entries(value)) this.set({ [label!]: part }, one)
          },
        })
      }
    },
    text: () => registry.metrics(),
  }
}

/** Hands the numbers to this machine, or to who has the token; a request that came through a proxy is not from here. */
export function serveMetrics(metrics: Metrics, env: Pick<Env, 'METRICS_TOKEN'>): RequestHandler {
  return (request, response, next) => {
    if (!mayRead(request, env.METRICS_TOKEN)) {
      response.status(404).end()
      return
    }
    metrics.text().then((text) => response.type(metrics.contentType).send(text), next)
  }
}

const same = (given: string, wanted: string): boolean => {
  const sum = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(sum(given), sum(wanted))
}

function mayRead(request: IncomingMessage, token: string | undefined): boolean {
  if (token) return same(request.headers.authorization ?? '', `Bearer ${token}`)
  const { headers, socket } = request
  const proxied = headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip']
  return !proxied && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
}
