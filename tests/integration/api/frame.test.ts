import { randomUUID } from 'node:crypto'
import { request as ask } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findActorBySignIn, listSignIns } from '#app/domain/account/read.server.ts'
import { revokeOtherSignIns, revokeSignIn } from '#app/domain/account/write.server.ts'
import { endMembership } from '#app/domain/membership/write.server.ts'
import { enforceRetention } from '#app/domain/privacy/retention.server.ts'
import { draftRequest } from '#app/domain/request/write.server.ts'
import { suspendOrganization } from '#app/domain/standing/write.server.ts'
import { listTokens } from '#app/domain/token/read.server.ts'
import { makeTokenFor } from '#app/domain/token/write.server.ts'
import { writeCursor } from '#app/http/api/cursor.ts'
import { operations } from '#app/http/api/registry.ts'
import { type ApiAnswer, type Call, callApi, giveToken } from '../../support/api.ts'
import { makeRequest, requestForm, requestInput } from '../../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePerson,
  type Organization,
} from '../../support/people.ts'
import { refusalOf } from '../../support/refusal.ts'
import { openSite, type Site } from '../../support/site.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const lines: string[] = []
let site: Site
let bureau: Bureau
let bank: Institution
let other: Institution
let firm: Organization
let token: { bank: string; other: string; firm: string }

beforeAll(async () => {
  site = await openSite(
    world,
    undefined,
    { LOG_LEVEL: 'info' },
    { logTo: { write: (line) => void lines.push(line) } },
  )
  bureau = world.bureau = await makeBureau(world)
  bank = await makeInstitution(world)
  other = await makeInstitution(world)
  firm = await makeEnterprise(world)
  token = {
    bank: await giveToken(world, bank.loanOfficer),
    other: await giveToken(world, other.loanOfficer),
    firm: await giveToken(world, firm.owner),
  }
})
afterAll(() => site?.close())

/** `fetch` refuses to send it. */
const trace = (url: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asking = ask(url, { method: 'TRACE' }, (answer) => resolve(answer.resume().statusCode))
    asking.on('error', reject).end()
  })

const call = (path: string, more: Call = {}): Promise<ApiAnswer> => callApi(site.url, path, more)
const { revenueFen: _, taxFen: __, ...form } = requestForm
const request = { ...form, amountFen: 300_000_000, rateMaxBp: 450 }

describe('A token', () => {
  test('stands for its maker, in one organisation, and is kept as a hash only', async () => {
    const { body } = await call('/me', { token: token.bank })
    expect(body).toMatchObject({
      person: { id: bank.loanOfficer.personId },
      organization: { id: bank.id, roles: ['loan_officer'] },
    })
    const rows = await world.db.selectFrom('sign_in').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token.bank)
    expect(token.bank).toMatch(/^lq_[\w-]{43}$/)
  })

  test('takes a fresh proof to make, an organisation of one’s own, and no token', async () => {
    const person = await makePerson(world)
    const input = { name: '甲', scopes: ['market:read' as const], days: 1 }
    const foreign = { ...input, organizationId: bank.id }
    expect(await refusalOf(makeTokenFor(world.db, person.actor, foreign))).toMatchObject({
      message: 'token_organization',
    })
    world.stopClock(new Date(Date.now() + 3_600_000))
    expect(await refusalOf(makeTokenFor(world.db, person.actor, input))).toMatchObject({
      message: 'confirm_first',
    })
    world.stopClock(null)
    const [made] = await listTokens(world.db, firm.owner.personId, world.db.now())
    const actor = (await findActorBySignIn(world.db, made!.id, world.db.now()))!
    expect(await refusalOf(makeTokenFor(world.db, actor, input))).toMatchObject({
      message: 'confirm_first',
    })
  })

  test('does what its scopes name and nothing else', async () => {
    const reader = await giveToken(world, firm.owner, ['requests:read'])
    expect((await call('/requests', { token: reader })).status).toBe(200)
    const { status, headers, body } = await call('/requests', {
      method: 'POST',
      token: reader,
      body: request,
    })
    expect(status).toBe(403)
    expect(body.type).toBe('/help/api#problem-insufficient_scope')
    expect(body.detail).toContain('requests:write')
    expect(headers.get('www-authenticate')).toContain('scope="requests:write"')
  })

  test.each(operations.filter(({ scope }) => scope !== null).map(({ id }) => id))(
    'without the scope of %s doesn’t reach it',
    async (id) => {
      const { method, path, scope } = operations.find((operation) => operation.id === id)!
      const all = [
        ...new Set(operations.flatMap((operation) => (operation.scope ? [operation.scope] : []))),
      ]
      narrow[scope!] ??= await giveToken(
        world,
        firm.owner,
        all.filter((item) => item !== scope),
      )
      const asked = path.replace(/\{\w+\}/g, randomUUID())
      const answer = await call(asked, { method, token: narrow[scope!]! })
      expect(answer).toMatchObject({ status: 403, body: { code: 'api.insufficient_scope' } })
    },
  )
  const narrow: Record<string, string> = {}

  test('is never mixed up with a cookie', async () => {
    const cookie = { Cookie: `__Host-lianqiao=${firm.owner.token}` }
    expect((await call('/me', { headers: cookie })).body.person.id).toBe(firm.owner.personId)
    const wrong = await call('/me', { token: `lq_${'x'.repeat(43)}`, headers: cookie })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'api.invalid_token' } })
    expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"')
    for (const shown of [firm.owner.token, `lq_${firm.owner.token}`, 'a b', '']) {
      const headers = { ...cookie, Authorization: `Bearer ${shown}` }
      expect((await call('/me', { headers })).status).toBe(401)
    }
    const asCookie = { Cookie: `__Host-lianqiao=${token.firm}` }
    expect((await call('/me', { headers: asCookie })).status).toBe(401)
    const page = await fetch(`${site.url}/account`, {
      headers: { Authorization: `Bearer ${token.firm}` },
      redirect: 'manual',
    })
    expect(page.status).toBe(302)
    const written = { method: 'POST', body: request, headers: { ...cookie, Origin: site.url } }
    expect(await call('/requests', written)).toMatchObject({
      status: 401,
      body: { code: 'api.token_needed' },
    })
  })

  test('ends on its day, by its own revocation, and with what ends its maker’s rights', async () => {
    const member = await makeMember(world, firm.owner, ['member'])
    const mine = await giveToken(world, member)
    const works = async (item: string) => (await call('/requests', { token: item })).status
    expect(await works(mine)).toBe(200)
    const [made] = await listTokens(world.db, member.personId, world.db.now())
    await revokeSignIn(world.db, member.actor, made!.id)
    expect(await works(mine)).toBe(401)
    const second = await giveToken(world, member)
    await revokeOtherSignIns(world.db, member.actor)
    expect(await works(second)).toBe(401)
    const third = await giveToken(world, member)
    const { id } = await world.db
      .selectFrom('membership')
      .select('id')
      .where('person_id', '=', member.personId)
      .executeTakeFirstOrThrow()
    await endMembership(world.db, firm.owner.actor, id)
    expect(await works(third)).toBe(401)
    const ended = await giveToken(world, firm.owner)
    await world.db
      .updateTable('sign_in')
      .set({ expires_at: new Date() })
      .where('scopes', 'is not', null)
      .where('id', '=', (await listTokens(world.db, firm.owner.personId, world.db.now()))[0]!.id)
      .execute()
    expect(await works(ended)).toBe(401)
  })

  test('loses what a suspension takes', async () => {
    const suspended = await makeEnterprise(world)
    const mine = await giveToken(world, suspended.owner)
    await suspendOrganization(world.db, bureau.officer.actor, suspended.id, '资料存疑，请说明')
    const { status, body } = await call('/requests', { token: mine })
    expect(status).toBe(403)
    expect(body.code).toBe('access_verified')
  })

  test('is not among the devices, and its use does not choose for whom one acts', async () => {
    const devices = await listSignIns(world.db, firm.owner.actor, world.db.now())
    expect(devices).toHaveLength(1)
    const [made] = await listTokens(world.db, bank.loanOfficer.personId, world.db.now())
    expect(made!.lastUsed).not.toBeNull()
  })
})

describe('The same rules as on the pages', () => {
  test('another institution’s thread, and another firm’s draft, do not exist', async () => {
    const id = await makeRequest(world, firm)
    const { body } = await call(`/requests/${id}/claims`, {
      method: 'POST',
      token: token.bank,
      body: {},
    })
    const thread = `/threads/${body.threadId}`
    expect((await call(thread, { token: token.bank })).status).toBe(200)
    expect((await call(thread, { token: token.other })).status).toBe(404)
    const decline = { method: 'POST', token: token.other, body: { reasonCode: 'other' } }
    expect((await call(`${thread}/decline`, decline)).status).toBe(404)
    const { id: draft } = await draftRequest(world.db, firm.owner.actor as never, requestInput())
    expect((await call(`/requests/${draft}`, { token: token.bank })).status).toBe(404)
    const listed = await call('/threads?limit=100', { token: token.other })
    expect(listed.body.items).toEqual([])
  })

  test('what is private is read under a consent alone', async () => {
    const id = await makeRequest(world, firm)
    const before = await call(`/requests/${id}`, { token: token.other })
    expect(before.body.private).toBeNull()
    await call(`/requests/${id}/claims`, { method: 'POST', token: token.bank, body: {} })
    const after = await call(`/requests/${id}`, { token: token.bank })
    expect(after.body.private).toMatchObject({ revenueFen: 2_600_000_000, taxFen: null })
    expect((await call(`/requests/${id}`, { token: token.other })).body.private).toBeNull()
  })
})

describe('A list', () => {
  test('stays whole while others write: nothing is skipped, nothing comes twice', async () => {
    const mine = await makeEnterprise(world)
    const draft = async () =>
      (await draftRequest(world.db, mine.owner.actor as never, requestInput())).id
    const first: string[] = []
    for (let n = 0; n < 7; n++) first.push(await draft())
    const reader = await giveToken(world, mine.owner)
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const { body } = await call(`/requests?which=own&limit=2${cursor}`, { token: reader })
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      if (body.next === null) break
      cursor = `&cursor=${body.next}`
      await draft()
    }
    expect(seen).toEqual(first.toReversed())
  })

  test('takes no cursor of another list, and none that was changed', async () => {
    const id = randomUUID()
    for (const cursor of [writeCursor('listThreads', id), 'abc', id]) {
      const { status, body } = await call(`/requests?cursor=${cursor}`, { token: token.bank })
      expect(status).toBe(422)
      expect(body.errors).toEqual([{ parameter: 'cursor', detail: expect.any(String) }])
    }
  })
})

describe('A write', () => {
  const countThreads = async (requestId: string) =>
    (await world.db.selectFrom('thread').select('id').where('request_id', '=', requestId).execute())
      .length

  test('sent twenty times at once is done once and gets one answer', async () => {
    const id = await makeRequest(world, firm)
    const headers = { 'Idempotency-Key': randomUUID() }
    const claim = { method: 'POST', token: token.bank, body: {}, headers }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(`/requests/${id}/claims`, claim)),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201))
    expect(new Set(answers.map(({ body }) => body.threadId)).size).toBe(1)
    expect(answers.filter((answer) => !answer.headers.has('idempotency-replayed'))).toHaveLength(1)
    expect(await countThreads(id)).toBe(1)
  })

  test('needs a key where something is made, and each key stands for one request', async () => {
    const post = (headers: Record<string, string>, body: unknown = request) =>
      call('/requests', { method: 'POST', token: token.firm, body, headers })
    expect(await post({ 'Idempotency-Key': 'short' })).toMatchObject({
      status: 400,
      body: { code: 'api.key_needed' },
    })
    const headers = { 'Idempotency-Key': `"${randomUUID()}"` }
    const first = await post(headers)
    expect(first.status).toBe(201)
    expect(first.headers.get('location')).toBe(`/api/v1/requests/${first.body.id}`)
    expect((await post(headers)).body).toEqual(first.body)
    expect(await post(headers, { ...request, title: '另一笔设备款' })).toMatchObject({
      status: 422,
      body: { code: 'api.key_reused' },
    })
  })

  test('that was refused leaves nothing, and its key can be used again', async () => {
    const id = await makeRequest(world, firm)
    const headers = { 'Idempotency-Key': randomUUID() }
    const claim = (productId?: string) =>
      call(`/requests/${id}/claims`, {
        method: 'POST',
        token: token.other,
        body: productId ? { productId } : {},
        headers,
      })
    expect((await claim(randomUUID())).body.code).toBe('product_not_yours')
    expect(await countThreads(id)).toBe(0)
    expect((await claim()).status).toBe(201)
    expect(await countThreads(id)).toBe(1)
  })

  test('is forgotten after a day', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    const draft = { method: 'POST', token: token.firm, body: request, headers }
    const { body } = await call('/requests', draft)
    await enforceRetention(world.db)
    expect((await call('/requests', draft)).body).toEqual(body)
    await world.db
      .updateTable('api_write')
      .set({ at: new Date(Date.now() - 86_401_000) })
      .execute()
    expect((await enforceRetention(world.db)).api_write).toBeGreaterThan(0)
    expect((await call('/requests', draft)).body.id).not.toBe(body.id)
  })
})

describe('What is refused', () => {
  const post = (more: Call) => call('/requests', { method: 'POST', token: token.firm, ...more })

  test.each<[string, number, string, () => Promise<ApiAnswer>]>([
    ['an unknown path', 404, 'api.no_such_path', () => call('/nothing')],
    ['the root', 404, 'api.no_such_path', () => call('')],
    ['a path with a break of lines', 404, 'api.no_such_path', () => call('/requests/%E2%80%A8')],
    [
      'a write to such a path',
      404,
      'api.no_such_path',
      () => call('/requests/%E2%80%A8?a[=1', { method: 'PUT', token: token.firm, body: request }),
    ],
    ['an id that can’t be one', 404, 'api.no_such_path', () => call('/organizations/1')],
    ['an unknown thing', 404, 'missing', () => call(`/organizations/${randomUUID()}`)],
    ['another method', 405, 'api.wrong_method', () => call('/search', { method: 'DELETE' })],
    ['no token', 401, 'signed_out', () => call('/requests')],
    ['another role', 403, 'access_officer', () => call('/imports', { token: token.bank })],
    [
      'no JSON',
      400,
      'api.malformed',
      () =>
        post({
          body: new TextEncoder().encode('{'),
          headers: { 'Content-Type': 'application/json' },
        }),
    ],
    [
      'another type',
      415,
      'api.wrong_type',
      () =>
        post({ body: new TextEncoder().encode('a=b'), headers: { 'Content-Type': 'text/plain' } }),
    ],
    [
      'too much',
      413,
      'api.too_large',
      () => post({ body: { title: 'x'.repeat(1024 * 1024 + 1) } }),
    ],
    ['wrong fields', 422, 'api.invalid', () => post({ body: { title: 'x' } })],
    [
      'half a character',
      422,
      'api.unsound',
      () => post({ body: { ...request, title: '设备款\u0000' } }),
    ],
    [
      'a lost character',
      422,
      'api.unsound',
      () => post({ body: { ...request, title: '设备\ufffd款' } }),
    ],
    [
      'another site',
      403,
      'foreign_origin',
      () => post({ body: request, headers: { Origin: 'https://evil.example', Cookie: 'a=b' } }),
    ],
  ])('%s is told as a problem, in the language asked for', async (_, status, code, ask) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body).toMatchObject({ status, code, title: expect.any(String) })
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'))
    expect(answer.body.type).toMatch(/^\/help\/api#problem-\w+$/)
    expect(`${answer.body.title}${answer.body.detail}`).toMatch(/[\u4e00-\u9fff]/)
  })

  test('names each field by a pointer, in English for who wants that', async () => {
    const { body } = await post({
      body: { ...request, amountFen: -1, guarantees: [], more: 1, purpose: '请打 13812345678' },
      headers: { 'Accept-Language': 'en' },
    })
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers.toSorted()).toEqual(['#/amountFen', '#/guarantees', '#/more'])
    expect(JSON.stringify(body.errors)).not.toMatch(/[\u4e00-\u9fff]/)
    const verb = await post({ body: { ...request, purpose: '请打 13812345678 联系，采购设备' } })
    expect(verb).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/purpose' }] } })
  })

  test('says which methods a path takes', async () => {
    const { headers } = await call('/requests', { method: 'PUT', token: token.firm })
    expect(headers.get('allow')).toBe('GET, HEAD, POST')
    const head = await fetch(`${site.url}/api/v1/sessions`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const options = await fetch(`${site.url}/api/v1/sessions`, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST'])
  })

  test.each(['/api/v1/me', '/sign-in'])('TRACE gives nothing back, as of %s', async (path) => {
    expect(await trace(site.url + path)).toBe(405)
  })

  test('an error of our own says nothing but its number', async () => {
    const { limits } = site.services
    const { consumeByNetwork } = limits
    limits.consumeByNetwork = async () => {
      throw new Error('a secret about the database')
    }
    const answer = await call('/search').finally(() => {
      limits.consumeByNetwork = consumeByNetwork
    })
    expect(answer).toMatchObject({ status: 500, body: { code: 'api.unexpected' } })
    expect(JSON.stringify(answer.body)).not.toContain('secret')
  })
})

test('While nobody can say who asks, that is told as a problem too', async () => {
  await world.whileAway(async () => {
    const answer = await call('/me', { token: token.firm, headers: { 'Accept-Language': 'en' } })
    expect(answer).toMatchObject({ status: 500, body: { code: 'api.unexpected', status: 500 } })
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
  expect((await call('/me', { token: token.firm })).status).toBe(200)
})

describe('How often', () => {
  test('is counted by token and told in headers, with when to come back', async () => {
    const mine = await giveToken(world, firm.owner)
    const { headers } = await call('/me', { token: mine })
    expect(headers.get('ratelimit-policy')).toBe('"api";q=6000;w=60')
    expect(headers.get('ratelimit')).toMatch(/^"api";r=5999;t=60$/)
    const [{ id } = { id: '' }] = await listTokens(world.db, firm.owner.personId, world.db.now())
    await Promise.all(
      Array.from({ length: 6000 }, () => site.services.limits.consume('api', id).catch(() => {})),
    )
    const refused = await call('/me', { token: mine })
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('ratelimit')).toMatch(/^"api";r=0;t=\d+$/)
    expect((await call('/me', { token: token.bank })).status).toBe(200)
  })
})

describe('The log and the numbers', () => {
  test('name operations, and never what stands in a path or a token', async () => {
    const id = randomUUID()
    await call(`/requests/${id}?q=canary`, { token: token.bank })
    await call(`/canary/${id}`, { token: 'lq_canary' })
    const text = lines.join('')
    expect(text).toContain('/api/v1/requests/:requestId')
    expect(text).toContain('/api/v1/*')
    for (const secret of [id, 'canary', token.bank]) expect(text).not.toContain(secret)
    const numbers = await (await fetch(`${site.url}/metrics`)).text()
    expect(numbers).toContain('route="/api/v1/requests/:requestId"')
    expect(numbers).not.toContain(id)
  })
})
