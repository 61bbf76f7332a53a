import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { setPlaces } from '#app/domain/session/write.server.ts'
import { operations } from '#app/http/api/registry.ts'
import { type ApiAnswer, type Call, callApi, giveToken } from '../../support/api.ts'
import { makeProduct, makeRequest } from '../../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
  type Person,
} from '../../support/people.ts'
import { makeSession, register } from '../../support/sessions.ts'
import { openSite, type Site } from '../../support/site.ts'
import { makeListing } from '../../support/trade.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
let site: Site
let bureau: Bureau
let bank: Institution
let firm: Organization
const tokens: Record<'bank' | 'firm' | 'officer' | 'host', string> = {
  bank: '',
  firm: '',
  officer: '',
  host: '',
}

interface Document {
  paths: Record<string, Record<string, Described>>
  components: Record<string, unknown>
}
interface Described {
  operationId: string
  responses: Record<string, { content?: Record<string, { schema: object }> }>
  requestBody?: { content: Record<string, { example?: unknown }> }
}
let document: Document
let validate: (schema: object, value: unknown) => string[]

beforeAll(async () => {
  site = await openSite(world)
  bureau = world.bureau = await makeBureau(world)
  bank = await makeInstitution(world)
  firm = await makeEnterprise(world)
  for (const [name, person] of Object.entries({
    bank: bank.loanOfficer,
    firm: firm.owner,
    officer: bureau.officer,
    host: bureau.host,
  })) {
    tokens[name as keyof typeof tokens] = await giveToken(world, person as Person)
  }
  document = (await callApi(site.url, '/openapi.json')).body
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'market', components: document.components })
  validate = (schema, value) => {
    const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"market#/'))
    const check = ajv.compile(local)
    return check(value)
      ? []
      : (check.errors ?? []).map((item) => `${item.instancePath} ${item.message}`)
  }
})
afterAll(() => site?.close())

const call = (path: string, as: keyof typeof tokens | null, more: Call = {}) =>
  callApi(site.url, path, { token: as && tokens[as], ...more })
const post = (path: string, as: keyof typeof tokens, body?: unknown) =>
  call(path, as, { method: 'POST', ...(body === undefined ? {} : { body }) })
const put = (path: string, as: keyof typeof tokens, body: unknown) =>
  call(path, as, { method: 'PUT', body })

/** The body that the document gives as an example. */
const exampleOf = (operationId: string): Record<string, unknown> => {
  const { path, method } = operations.find(({ id }) => id === operationId)!
  const { content } = document.paths[path]![method.toLowerCase()]!.requestBody!
  return content['application/json']!.example as Record<string, unknown>
}

const draftedRequest = async () =>
  (await post('/requests', 'firm', exampleOf('draftRequest'))).body.id as string
const submittedRequest = async () => {
  const id = await draftedRequest()
  await post(`/requests/${id}/submit`, 'firm')
  return id
}
const draftedProduct = async () =>
  (await post('/products', 'bank', exampleOf('draftProduct'))).body.id as string
const submittedProduct = async () => {
  const id = await draftedProduct()
  await post(`/products/${id}/submit`, 'bank')
  return id
}
const claimedThread = async () => {
  const request = await makeRequest(world, firm)
  return (await post(`/requests/${request}/claims`, 'bank', {})).body.threadId as string
}
const offeredThread = async () => {
  const thread = await claimedThread()
  await post(`/threads/${thread}/offers`, 'bank', exampleOf('makeOffer'))
  return thread
}
const acceptedThread = async () => {
  const thread = await offeredThread()
  await post(`/threads/${thread}/offer/accept`, 'firm', { version: 1 })
  return thread
}
const draftedListing = async () =>
  (await post('/listings', 'firm', exampleOf('draftListing'))).body.id as string
const submittedListing = async () => {
  const id = await draftedListing()
  await post(`/listings/${id}/submit`, 'firm')
  return id
}
const scheduled = async () =>
  (await post('/sessions', 'host', exampleOf('scheduleSession'))).body.id as string
const published = () => makeSession(world, bureau)
/** A session whose host decides who comes, with one who asks to. */
const applied = async () => {
  const session = await published()
  await setPlaces(world.db, bureau.host.actor, session, { delegateApproval: true, reminders: [] })
  await register(world, firm.owner, session)
  const { body } = await call(`/sessions/${session}/registrations`, 'host')
  return `/sessions/${session}/registrations/${body.items[0].id}`
}
const table = new TextEncoder().encode('企业名称,统一社会信用代码\n南昌接口厂,错的代码\n')
const uploaded = async () =>
  (
    await call('/imports?kind=enterprises&name=a.csv', 'officer', {
      method: 'POST',
      body: table,
      headers: { 'Content-Type': 'text/csv' },
    })
  ).body.id as string
const checked = async () => {
  const id = await uploaded()
  await post(`/imports/${id}/check`, 'officer', {
    mapping: { name: 0, uscc: 1 },
  })
  await vi.waitFor(
    async () => expect((await call(`/imports/${id}`, 'officer')).body.state).toBe('checked'),
    15_000,
  )
  return id
}

/** How each operation is asked for, so that it answers what it is for. */
const drives: Record<string, () => Promise<ApiAnswer>> = {
  getMe: () => call('/me', 'bank'),
  search: () => call('/search?q=南昌', null),
  listOrganizations: () => call('/organizations?kind=institution', null),
  getOrganization: () => call(`/organizations/${bank.id}`, null),
  describeOrganization: () =>
    put(`/organizations/${firm.id}/description`, 'firm', exampleOf('describeOrganization')),
  listProducts: async () => {
    await makeProduct(world, bank)
    return call('/products', null)
  },
  getProduct: async () => call(`/products/${await makeProduct(world, bank)}`, null),
  draftProduct: () => post('/products', 'bank', exampleOf('draftProduct')),
  reviseProduct: async () =>
    put(`/products/${await draftedProduct()}`, 'bank', exampleOf('reviseProduct')),
  submitProduct: async () => post(`/products/${await draftedProduct()}/submit`, 'bank'),
  withdrawProduct: async () => post(`/products/${await draftedProduct()}/withdraw`, 'bank'),
  publishProduct: async () =>
    post(`/products/${await submittedProduct()}/publish`, 'officer', exampleOf('publishProduct')),
  returnProduct: async () =>
    post(`/products/${await submittedProduct()}/return`, 'officer', exampleOf('returnProduct')),
  applyForProduct: async () =>
    post(
      `/products/${await makeProduct(world, bank)}/applications`,
      'firm',
      exampleOf('applyForProduct'),
    ),
  listRequests: async () => {
    await makeRequest(world, firm)
    return call('/requests?which=open', 'bank')
  },
  getRequest: async () => call(`/requests/${await makeRequest(world, firm)}`, 'firm'),
  draftRequest: () => post('/requests', 'firm', exampleOf('draftRequest')),
  reviseRequest: async () =>
    put(`/requests/${await draftedRequest()}`, 'firm', exampleOf('reviseRequest')),
  submitRequest: async () => post(`/requests/${await draftedRequest()}/submit`, 'firm'),
  withdrawRequest: async () =>
    post(`/requests/${await draftedRequest()}/withdraw`, 'firm', exampleOf('withdrawRequest')),
  publishRequest: async () =>
    post(`/requests/${await submittedRequest()}/publish`, 'officer', exampleOf('publishRequest')),
  returnRequest: async () =>
    post(`/requests/${await submittedRequest()}/return`, 'officer', exampleOf('returnRequest')),
  claimRequest: async () =>
    post(`/requests/${await makeRequest(world, firm)}/claims`, 'bank', exampleOf('claimRequest')),
  listThreads: async () => {
    await claimedThread()
    return call('/threads', 'bank')
  },
  getThread: async () => call(`/threads/${await offeredThread()}`, 'firm'),
  contactThread: async () => post(`/threads/${await claimedThread()}/contact`, 'bank'),
  beginDiligence: async () => {
    const thread = await claimedThread()
    await post(`/threads/${thread}/contact`, 'bank')
    return post(`/threads/${thread}/investigate`, 'bank')
  },
  settleThread: async () => {
    const thread = await acceptedThread()
    const paid = exampleOf('confirmDisbursement')
    const paidOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    await put(`/threads/${thread}/disbursement`, 'bank', { ...paid, paidOn })
    await put(`/threads/${thread}/disbursement`, 'firm', { ...paid, paidOn })
    return post(`/threads/${thread}/settle`, 'bank')
  },
  declineThread: async () =>
    post(`/threads/${await claimedThread()}/decline`, 'bank', exampleOf('declineThread')),
  releaseThread: async () =>
    post(`/threads/${await claimedThread()}/release`, 'bank', exampleOf('releaseThread')),
  refuseThread: async () =>
    post(`/threads/${await claimedThread()}/refuse`, 'firm', exampleOf('refuseThread')),
  makeOffer: async () =>
    post(`/threads/${await claimedThread()}/offers`, 'bank', exampleOf('makeOffer')),
  counterOffer: async () =>
    post(`/threads/${await offeredThread()}/offer/counter`, 'firm', exampleOf('counterOffer')),
  acceptOffer: async () =>
    post(`/threads/${await offeredThread()}/offer/accept`, 'firm', exampleOf('acceptOffer')),
  withdrawOffer: async () =>
    post(`/threads/${await offeredThread()}/offer/withdraw`, 'bank', exampleOf('withdrawOffer')),
  refuseOffer: async () =>
    post(`/threads/${await offeredThread()}/offer/refuse`, 'firm', exampleOf('refuseOffer')),
  confirmDisbursement: async () =>
    put(`/threads/${await acceptedThread()}/disbursement`, 'bank', {
      ...exampleOf('confirmDisbursement'),
      paidOn: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
    }),
  listListings: async () => {
    await makeListing(world, firm)
    return call('/listings?direction=demand', null)
  },
  getListing: async () => call(`/listings/${await makeListing(world, firm)}`, null),
  draftListing: () => post('/listings', 'firm', exampleOf('draftListing')),
  reviseListing: async () =>
    put(`/listings/${await draftedListing()}`, 'firm', exampleOf('reviseListing')),
  submitListing: async () => post(`/listings/${await draftedListing()}/submit`, 'firm'),
  withdrawListing: async () =>
    post(`/listings/${await submittedListing()}/withdraw`, 'firm', exampleOf('withdrawListing')),
  publishListing: async () =>
    post(`/listings/${await submittedListing()}/publish`, 'officer', exampleOf('publishListing')),
  returnListing: async () =>
    post(`/listings/${await submittedListing()}/return`, 'officer', exampleOf('returnListing')),
  listSessions: async () => {
    await published()
    return call('/sessions?type=financing', null)
  },
  getSession: async () => call(`/sessions/${await published()}`, null),
  scheduleSession: () => post('/sessions', 'host', exampleOf('scheduleSession')),
  editSession: async () => put(`/sessions/${await scheduled()}`, 'host', exampleOf('editSession')),
  publishSession: async () => post(`/sessions/${await scheduled()}/publish`, 'host', {}),
  postponeSession: async () => post(`/sessions/${await published()}/postpone`, 'host', {}),
  cancelSession: async () => post(`/sessions/${await published()}/cancel`, 'host', {}),
  archiveSession: async () => {
    const session = await published()
    for (const type of ['open_lobby', 'go_live', 'end']) {
      const command = { id: crypto.randomUUID(), type, body: {} }
      await site.services.live.append(session, bureau.host.actor, command)
    }
    return post(`/sessions/${session}/archive`, 'host', {})
  },
  registerForSession: async () =>
    post(`/sessions/${await published()}/registration`, 'firm', exampleOf('registerForSession')),
  getOwnRegistration: async () => {
    const session = await published()
    await register(world, firm.owner, session)
    return call(`/sessions/${session}/registration`, 'firm')
  },
  cancelRegistration: async () => {
    const session = await published()
    await register(world, firm.owner, session)
    return call(`/sessions/${session}/registration`, 'firm', { method: 'DELETE' })
  },
  listRegistrations: async () => {
    const session = await published()
    await register(world, firm.owner, session)
    return call(`/sessions/${session}/registrations`, 'host')
  },
  confirmRegistration: async () => post(`${await applied()}/confirm`, 'host'),
  declineRegistration: async () =>
    post(`${await applied()}/decline`, 'host', exampleOf('declineRegistration')),
  readmitRegistration: async () => {
    const path = await applied()
    await post(`${path}/decline`, 'host', exampleOf('declineRegistration'))
    return post(`${path}/readmit`, 'host')
  },
  checkIn: async () => {
    const path = await applied()
    await post(`${path}/confirm`, 'host')
    return post(`${path}/check-in`, 'host')
  },
  listImports: async () => {
    await uploaded()
    return call('/imports', 'officer')
  },
  uploadImport: () =>
    call('/imports?kind=enterprises&name=a.csv', 'officer', {
      method: 'POST',
      body: table,
      headers: { 'Content-Type': 'text/csv' },
    }),
  getImport: async () => call(`/imports/${await uploaded()}`, 'officer'),
  checkImport: async () =>
    post(`/imports/${await uploaded()}/check`, 'officer', exampleOf('checkImport')),
  takeInImport: async () => post(`/imports/${await checked()}/take-in`, 'officer'),
  listImportFaults: async () => call(`/imports/${await checked()}/faults`, 'officer'),
  listLedger: async () => {
    await acceptedThread()
    return call('/ledger', 'bank')
  },
  sumLedger: () => call('/ledger/sums', 'officer'),
}

describe('The document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate({ ...structuredClone(document) })
    expect(result.errors).toBeUndefined()
    expect(result.valid).toBe(true)
  })

  test('names every operation once, and nothing that the door doesn’t open', () => {
    const named = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(named.toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
    expect(new Set(named).size).toBe(named.length)
    expect(Object.keys(drives).toSorted()).toEqual(named.toSorted())
  })
})

describe('Every operation of the document', () => {
  test.each(operations.map(({ id }) => id))('%s does what it says, as it says', async (id) => {
    const { path, method, status, location } = operations.find((operation) => operation.id === id)!
    const answer = await drives[id]!()
    expect(answer.body, JSON.stringify(answer.body)).not.toHaveProperty('request_id')
    expect(answer.status).toBe(status)
    const described = document.paths[path]![method.toLowerCase()]!
    const { schema } = described.responses[status]!.content!['application/json']!
    expect(validate(schema, answer.body)).toEqual([])
    if (path.endsWith('s') && method === 'GET' && 'items' in answer.body) {
      expect(answer.body.items.length).toBeGreaterThan(0)
    }
    expect(answer.headers.get('ratelimit')).toMatch(/^"(api|search)";r=\d+;t=\d+$/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.has('location')).toBe(location !== null)
  })
})
