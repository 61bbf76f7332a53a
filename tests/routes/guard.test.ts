import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packAssets } from '#app/cli/pack.ts'
import { staticFiles } from '#app/http/app.ts'
import { readToken, signedOutHeaders, signInCookie } from '#app/http/cookie.ts'
import { lengthGuard, originGuard } from '#app/http/guard.ts'
import { securityHeaders } from '#app/http/headers.ts'
import { safeRedirect } from '#app/http/safe-redirect.ts'

const script = 'export const lines = [];\n'.repeat(100)
let server: Server
let origin: string
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianqiao-static-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'assets', 'page-B9qGD33.js'), '0')
  await writeFile(join(folder, 'assets', 'room-Ck2x.js'), script)
  await packAssets(join(folder, 'assets'))
  const app = express()
  app.use(securityHeaders({ NODE_ENV: 'production', PUBLIC_URL: 'https://market.example' }))
  app.use(originGuard({ PUBLIC_URL: 'https://market.example' }), lengthGuard)
  app.use(staticFiles(folder))
  app.all('*', (_request, response) => {
    response.send('done')
  })
  server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await rm(folder, { recursive: true, force: true })
  await new Promise((resolve) => server.close(resolve))
})

const send = async (method: string, headers: Record<string, string>) =>
  (await fetch(`${origin}/any/resource`, { method, headers })).status

describe('A write that carries a cookie must come from our own pages', () => {
  const Cookie = 'lianqiao=token'

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s from another site is refused',
    async (method) => {
      expect(await send(method, { Cookie, 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
      expect(await send(method, { Cookie, 'Sec-Fetch-Site': 'same-site' })).toBe(403)
      expect(await send(method, { Cookie, Origin: 'https://evil.example' })).toBe(403)
      expect(await send(method, { Cookie, Origin: 'null' })).toBe(403)
    },
  )

  test('from our own page it passes, by either header', async () => {
    expect(await send('POST', { Cookie, 'Sec-Fetch-Site': 'same-origin' })).toBe(200)
    expect(await send('POST', { Cookie, Origin: origin })).toBe(200)
    expect(await send('POST', { Cookie, Origin: 'https://market.example' })).toBe(200)
  })

  test('that says nothing of where it comes from is refused', async () => {
    expect(await send('POST', { Cookie })).toBe(403)
  })

  test('without a cookie a program may write, another site may not', async () => {
    expect(await send('POST', {})).toBe(200)
    expect(await send('POST', { Origin: 'https://evil.example' })).toBe(403)
  })

  test('of unknown length is refused, however it is cut up', async () => {
    const body = new Blob(['a=1']).stream()
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    expect((await fetch(origin, init)).status).toBe(411)
  })

  test('reading is free', async () => {
    expect(await send('GET', { Cookie, 'Sec-Fetch-Site': 'cross-site' })).toBe(200)
  })
})

describe('Every response says how it may be used', () => {
  test('scripts only with the nonce of the page, styles only as attributes, nothing cached', async () => {
    const [first, second] = await Promise.all([fetch(origin), fetch(origin)])
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}'/)
    expect(policy).toContain("style-src-attr 'unsafe-inline'")
    expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe')
    expect(policy).toContain("object-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(second.headers.get('content-security-policy')).not.toBe(policy)
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('sockets only of the public address, whatever host was asked for', async () => {
    const policy = (await fetch(origin)).headers.get('content-security-policy')
    expect(policy).toContain("connect-src 'self' ws://market.example wss://market.example;")
  })
})

describe('Files with a hash in their name', () => {
  test('are kept by browsers for good, and only these', async () => {
    const file = await fetch(`${origin}/assets/page-B9qGD33.js`)
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const missing = await fetch(`${origin}/assets/gone.js`)
    expect(missing.status).toBe(404)
    expect(missing.headers.get('cache-control')).toBe('no-store')
  })
})

describe('Scripts and style sheets', () => {
  const get = (encodings: string) =>
    fetch(`${origin}/assets/room-Ck2x.js`, { headers: { 'Accept-Encoding': encodings } })

  test('come packed as tightly as the browser can unpack them', async () => {
    for (const [encodings, packing] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
    ] as const) {
      const file = await get(encodings)
      expect(file.headers.get('content-encoding')).toBe(packing)
      expect(file.headers.get('content-type')).toMatch(/^text\/javascript; charset=utf-8$/i)
      expect(file.headers.get('vary')).toContain('Accept-Encoding')
      expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(await file.text()).toBe(script)
    }
  })

  test('come as they are to who unpacks nothing', async () => {
    const file = await get('identity')
    expect(file.headers.get('content-encoding')).toBeNull()
    expect(await file.text()).toBe(script)
  })

  test('carry no policies of pages, and still may not be taken for something else', async () => {
    const file = await get('br')
    expect(file.headers.get('content-security-policy')).toBeNull()
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('The sign-in cookie', () => {
  const token = 'a'.repeat(43)
  const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://market.example' } as const
  const development = { NODE_ENV: 'development', PUBLIC_URL: undefined } as const
  const here = new URL('https://market.example/')

  test('is bound to its host and to TLS in production', () => {
    const cookie = signInCookie(here, production, token)
    expect(cookie).toMatch(
      /^__Host-lianqiao=a{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(readToken(`other=1; ${cookie.split(';')[0]}`, production)).toBe(token)
  })

  test('does not count in its plain form where a neighbouring host could have set it', () => {
    expect(readToken(`lianqiao=${token}`, production)).toBeNull()
    expect(readToken(`lianqiao=${token}`, development)).toBe(token)
  })

  test('is taken away by sign-out, and nonsense is nobody', () => {
    expect(signedOutHeaders(here, production)['Set-Cookie']).toContain('Max-Age=0')
    expect(readToken('__Host-lianqiao=short', production)).toBeNull()
    expect(readToken(undefined, production)).toBeNull()
  })

  test('leads back only to our own pages', () => {
    expect(safeRedirect('/members?a=1')).toBe('/members?a=1')
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', 'x', null]) {
      expect(safeRedirect(next)).toBe('/')
    }
  })
})
