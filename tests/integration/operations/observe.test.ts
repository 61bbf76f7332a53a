import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createLogger } from '#app/logger.ts'
import { createMessenger } from '#app/messenger.ts'
import { sql } from '#db'
import { makeEnterprise, makePerson, type Person } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const lines: string[] = []
const canaries = {
  name: '诸葛金丝雀',
  mobile: '13987650021',
  mail: 'canary-bird@example.com',
  search: '金丝雀精密轴承',
  token: 'Canary0Token0That0Nobody0May0See0In0A0Log01',
  password: 'canary-password-314159',
}
let site: Site
let guarded: Site

beforeAll(async () => {
  site = await openSite(
    world,
    undefined,
    { LOG_LEVEL: 'debug' },
    { logTo: { write: (line) => void lines.push(line) } },
  )
  guarded = await openSite(world, undefined, { METRICS_TOKEN: 'a-token-of-sixteen' })
})
afterAll(() => Promise.all([site?.close(), guarded?.close()]))

/** Asks for a page and reads it to the end, as the person named. */
async function ask(path: string, init: RequestInit & { as?: Person; cookie?: string } = {}) {
  const { as, cookie, ...rest } = init
  const headers = new Headers({ Origin: site.url })
  if (as ?? cookie) headers.set('Cookie', `__Host-lianqiao=${as?.token ?? cookie}`)
  const answer = await fetch(site.url + path, { redirect: 'manual', ...rest, headers })
  await answer.text()
  return answer
}

const post = (path: string, fields: Record<string, string>, as?: Person) =>
  ask(path, { method: 'POST', body: new URLSearchParams(fields), ...(as ? { as } : {}) })

describe('The log', () => {
  test('tells each request by its route, status, duration and ids, and nothing that anybody wrote', async () => {
    const person = await makePerson(world, canaries.name)
    const firm = await makeEnterprise(world, { name: `南昌${canaries.name}有限公司` })
    const { name, mobile, mail, search, token, password } = canaries
    await ask(`/search?q=${encodeURIComponent(search)}`)
    await ask(`/invitations/${token}`)
    await ask(`/unsubscribe/standing.x.${token}`)
    await ask(`/reset?next=${token}`, { cookie: token })
    await post('/sign-up', { intent: 'ask_code', contact: mobile })
    await post('/sign-up', { intent: 'sign_up', contact: mail, code: '123456', name, password })
    await post('/sign-in', { intent: 'sign_in', contact: mail, password })
    await post('/account', { intent: 'rename', name }, person)
    await ask(`/organizations/${firm.id}`, { as: firm.owner })
    await ask(`/nowhere/${token}`)
    await vi.waitFor(() => expect(lines.join('')).toContain('"unknown"'), 20_000)
    const all = lines.join('')
    for (const canary of Object.values(canaries)) {
      expect(all).not.toContain(canary)
      expect(all).not.toContain(encodeURIComponent(canary))
    }
    const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request')
    const page = requests.find(({ route }) => route === '/organizations/:id')
    expect(page).toMatchObject({
      method: 'GET',
      status: 200,
      person: firm.owner.personId,
      organization: firm.id,
    })
    expect(page.request).toMatch(/^[0-9a-f-]{36}$/)
    const routes = new Set(requests.map(({ route }) => route))
    expect(routes).toContain('/invitations/:token')
    expect(routes).toContain('unknown')
  })

  test('keeps to itself what a database or a mail server quotes in its errors', async () => {
    const kept: string[] = []
    const log = createLogger({ LOG_LEVEL: 'info' }, { write: (line) => void kept.push(line) })
    const error = await sql`select ${canaries.name}::uuid`.execute(world.db).catch((item) => item)
    log.error({ err: error }, 'request failed')
    const server = createServer((socket) => {
      socket.write('220 here\r\n')
      socket.on('data', () => socket.write(`550 no ${canaries.mail} here\r\n`))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const settings = { MAIL_FROM: 'a@example.com', SMTP_URL: `smtp://127.0.0.1:${port}` }
    const messenger = createMessenger(settings as never, '/nowhere')
    const letter = { to: { kind: 'email' as const, value: canaries.mail }, subject: '', text: '' }
    const refused = await messenger.send(letter).catch((error: Error) => error)
    log.warn({ err: refused }, 'a letter was refused')
    log.error({ err: new TypeError('x is not a function') }, 'request failed')
    messenger.close()
    await new Promise((resolve) => server.close(resolve))
    const all = kept.join('')
    expect(all).not.toContain(canaries.name)
    expect(all).not.toContain(canaries.mail)
    expect(all).toContain('22P02')
    expect(all).toContain('x is not a function')
  })
})

describe('The numbers', () => {
  test('tell requests by route, the pool, the queue, the index, sockets, sessions and servers', async () => {
    await ask('/products')
    const answer = await fetch(`${site.url}/metrics`)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    const text = await answer.text()
    for (const name of [
      'lianqiao_http_requests_total{method="GET",route="/products",status="',
      'lianqiao_http_request_seconds_bucket',
      'lianqiao_database_connections{state="idle"}',
      'lianqiao_jobs{state="failed"} 0',
      'lianqiao_job_delay_seconds',
      'lianqiao_index_lag_seconds',
      'lianqiao_sockets 0',
      'lianqiao_up{component="postgres"} 1',
      'process_resident_memory_bytes',
    ]) {
      expect(text).toContain(name)
    }
    for (const canary of Object.values(canaries)) expect(text).not.toContain(canary)
  })

  test('are for this machine, or for who has the token; never for who comes through a proxy', async () => {
    const status = async (url: string, headers: Record<string, string> = {}) =>
      (await fetch(`${url}/metrics`, { headers })).status
    expect(await status(site.url)).toBe(200)
    expect(await status(site.url, { 'X-Forwarded-For': '203.0.113.9' })).toBe(404)
    expect(await status(guarded.url)).toBe(404)
    expect(await status(guarded.url, { Authorization: 'Bearer a-token-of-fifteen' })).toBe(404)
    expect(await status(guarded.url, { Authorization: 'Bearer a-token-of-sixteen' })).toBe(200)
  })
})
