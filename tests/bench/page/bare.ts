/**
 * The yardstick: Remix and Express with nothing else. Its one route finds the same (or, with `?kept`, repeats what it
 * found before) and prints every field of it in plain elements.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { createRequestHandler } from '@remix-run/express'
import {
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
  type ServerBuild,
} from '@remix-run/node'
import { Links, Meta, Outlet, RemixServer, Scripts, useLoaderData } from '@remix-run/react'
import express from 'express'
import { createElement as h } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { findInMarket } from '#app/domain/search/find.server.ts'
import { connect } from '#db'
import { connectSearch } from '#search'

const { DATABASE_URL, MEILI_URL, MEILI_KEY, MEILI_PREFIX } = process.env as Record<string, string>
const { db } = connect({ url: DATABASE_URL! })
const search = connectSearch({ url: MEILI_URL!, key: MEILI_KEY!, prefix: MEILI_PREFIX! })
const kept = new Map<string, Promise<Awaited<ReturnType<typeof findInMarket>>>>()

function find(text: string) {
  return findInMarket(db, search, null, { text, limit: 20, sort: 'best', withFacets: true })
}

async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const text = searchParams.get('q') ?? ''
  if (!searchParams.has('kept')) return find(text)
  const known = kept.get(text) ?? find(text)
  kept.set(text, known)
  return known
}

function Results() {
  const { hits, counts, total, facets } = useLoaderData<typeof loader>()
  return h(
    'main',
    null,
    h('p', null, total),
    h(
      'ul',
      null,
      ...Object.entries(counts).map(([kind, count]) => h('li', { key: kind }, kind, ' ', count)),
    ),
    h(
      'ul',
      null,
      ...Object.entries(facets).flatMap(([name, values]) =>
        Object.entries(values ?? {}).map(([value, count]) =>
          h('li', { key: `${name} ${value}` }, name, ' ', value, ' ', count),
        ),
      ),
    ),
    h(
      'ol',
      null,
      ...hits.map((hit) =>
        h('li', { key: hit.id }, h('a', { href: hit.url }, hit.title), ...fieldsOf(hit)),
      ),
    ),
  )
}

const fieldsOf = (hit: object) =>
  Object.entries(hit).map(([name, value]) => h('p', { key: name }, String(value)))

const Root = () =>
  h(
    'html',
    { lang: 'zh-CN' },
    h('head', null, h('meta', { charSet: 'utf-8' }), h(Meta), h(Links)),
    h('body', null, h(Outlet), h(Scripts)),
  )

const handleRequest = (request: Request, status: number, headers: Headers, context: EntryContext) =>
  new Promise<Response>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(h(RemixServer, { context, url: request.url }), {
      onShellReady() {
        const body = new PassThrough()
        headers.set('Content-Type', 'text/html')
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
        pipe(body)
      },
      onShellError: reject,
    })
  })

const assetOf = (id: string, more: object) => ({
  id,
  module: `/${id}.js`,
  hasAction: false,
  hasLoader: false,
  hasClientAction: false,
  hasClientLoader: false,
  hasErrorBoundary: false,
  ...more,
})

const build = {
  entry: { module: { default: handleRequest, streamTimeout: 5000 } },
  routes: {
    root: { id: 'root', path: '', module: { default: Root } },
    search: {
      id: 'search',
      parentId: 'root',
      path: 'search',
      module: { default: Results, loader },
    },
  },
  assets: {
    version: '1',
    url: '/manifest.js',
    entry: { module: '/entry.js', imports: [] },
    routes: {
      root: assetOf('root', { path: '' }),
      search: assetOf('search', { parentId: 'root', path: 'search', hasLoader: true }),
    },
  },
  publicPath: '/',
  assetsBuildDirectory: '',
  mode: 'production',
  isSpaMode: false,
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
    v3_routeConfig: false,
    unstable_optimizeDeps: false,
  },
} as unknown as ServerBuild

const app = express()
app.all('*', createRequestHandler({ build, mode: 'production' }))
const http = createServer(app)
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Lianqiao: http://127.0.0.1:${(http.address() as AddressInfo).port}\n`)
})
