import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seed } from '#app/cli/seed/index.ts'
import { type Access, accesses } from '#app/http/access.ts'
import { operations } from '#app/http/api/registry.ts'
import { type FormBudgetName, formBudgets } from '#app/http/budget.ts'
import { giveToken } from '../support/api.ts'
import { addressOf, gather, type Personas } from '../support/every-page.ts'
import { nastyForms, nastyJson } from '../support/nasty.ts'
import type { Person } from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

interface RouteModule {
  action?: { access: Access; budget: FormBudgetName; intents: Record<string, unknown> }
}
const routes = import.meta.glob<RouteModule>('../../app/{root.tsx,routes/**/*.{ts,tsx}}', {
  eager: true,
})

const market = testWorld()
let site: Site
let personas: Personas

beforeAll(async () => {
  site = await openSite(market)
  await seed({ db: market.db, vault: market.vault, origin: site.url })
  personas = await gather(market, site)
}, 120_000)
afterAll(() => site?.close())

/** Refused, led elsewhere or not there; never done, never a fault of ours. */
const refusals = [302, 303, 401, 403, 404, 405, 409, 413, 414, 415, 422, 429]

/** Counts what parsers are given while `work` goes on: bodies taken apart, and fields that came of them. */
async function counted(work: () => Promise<void>): Promise<{ parts: number; fields: number }> {
  const work_ = { parts: 0, fields: 0 }
  const { formData } = Response.prototype
  const { append } = FormData.prototype
  Response.prototype.formData = function (this: Response) {
    work_.parts++
    return formData.call(this)
  }
  FormData.prototype.append = function (this: FormData, ...args: Parameters<typeof append>) {
    work_.fields++
    return append.apply(this, args)
  } as typeof append
  try {
    await work()
  } finally {
    Response.prototype.formData = formData
    FormData.prototype.append = append
  }
  return work_
}

const someId = '01900000-0000-7000-8000-000000000000'
const actions = Object.entries(routes).flatMap(([file, { action }]) => {
  if (!action) return []
  const name = file
    .split('/')
    .at(-1)!
    .replace(/\.tsx?$/, '')
  const path = addressOf(name).replace(/\$\w+/g, someId)
  return [{ name, path: name.endsWith('_index') ? `${path}?index` : path, action }]
})

/** Some of the shapes, others for each place: what is refused for its length alone is refused in each shape alike. */
const inTurn = <T>(all: readonly T[], at: number, count: number): T[] =>
  Array.from({ length: count }, (_, step) => all[(at * count + step) % all.length]!)

const whoMay = (access: Access) =>
  Object.values(personas).find(({ actor }) => accesses[access](actor))!

const patience = 180_000

describe('A megabyte of any nasty shape is refused before it is taken apart', {
  timeout: patience,
}, () => {
  test('by every form, whoever sends it', async () => {
    const wrong: string[] = []
    expect(actions.length).toBeGreaterThan(50)
    const shapes = Object.entries(nastyForms('any'))
    const { parts, fields } = await counted(async () => {
      for (const [at, { name, path, action }] of actions.entries()) {
        const some = formBudgets[action.budget].files > 0 ? shapes : inTurn(shapes, at, 2)
        for (const [shape, { type, bytes }] of some) {
          const answer = await fetch(site.url + path, {
            method: 'POST',
            redirect: 'manual',
            headers: {
              'Content-Type': type,
              'Sec-Fetch-Site': 'same-origin',
              Cookie: whoMay(action.access).cookie ?? '',
            },
            body: new Uint8Array(bytes),
          })
          const text = await answer.text()
          if (!refusals.includes(answer.status) || text.length > 200_000) {
            wrong.push(`${name}, ${shape}: ${answer.status}, ${text.length} characters`)
          }
        }
      }
    })
    expect(wrong).toEqual([])
    // Only a form with files may be as long as that, and one text in it is one field.
    const uploads = actions.filter(({ action }) => formBudgets[action.budget].files > 0).length
    expect(parts).toBe(0)
    expect(fields).toBeLessThan(uploads * 20)
  })

  test('by every form also where it is short enough to be read', async () => {
    const wrong: string[] = []
    const size = 100 * 1024
    const { fields } = await counted(async () => {
      for (const [at, { name, path, action }] of actions.entries()) {
        const [intent = ''] = Object.keys(action.intents)
        const shapes = Object.entries(nastyForms(intent, size))
        for (const [shape, { type, bytes }] of inTurn(shapes, at, 3)) {
          const answer = await fetch(site.url + path, {
            method: 'POST',
            redirect: 'manual',
            headers: {
              'Content-Type': type,
              'Sec-Fetch-Site': 'same-origin',
              Cookie: whoMay(action.access).cookie ?? '',
            },
            body: new Uint8Array(bytes),
          })
          await answer.arrayBuffer()
          // Of one field, or of one that no form has: a form that needs none is done all the same.
          const isShort = ['one long text', 'escapes', 'names within names'].includes(shape)
          if (!refusals.includes(answer.status) && !(isShort && answer.status === 200)) {
            wrong.push(`${name}, ${shape}: ${answer.status}`)
          }
        }
      }
    })
    expect(wrong).toEqual([])
    expect(fields).toBeLessThan(actions.length * 20)
  })

  test('by every operation, also of who may call it', async () => {
    const wrong: string[] = []
    const writes = operations.filter(({ method }) => method !== 'GET')
    const shapes = Object.entries(nastyJson())
    for (const [at, operation] of writes.entries()) {
      const { actor } = whoMay(operation.access)
      const token = await giveToken(market, { actor } as Person)
      const path = operation.path.replace(/\{\w+\}/g, someId)
      for (const [shape, bytes] of inTurn(shapes, at, 2)) {
        const answer = await fetch(`${site.url}/api/v1${path}`, {
          method: operation.method,
          headers: {
            'Content-Type': operation.takes?.[0] ?? 'application/json',
            Authorization: `Bearer ${token}`,
            'Idempotency-Key': randomUUID(),
          },
          body: new Uint8Array(bytes),
        })
        const text = await answer.text()
        if (!refusals.includes(answer.status) || text.length > 20_000) {
          wrong.push(`${operation.id}, ${shape}: ${answer.status}, ${text.length} characters`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test('by every operation also where it is short enough to be read', async () => {
    const wrong: string[] = []
    for (const operation of operations.filter(({ body }) => body)) {
      const { actor } = whoMay(operation.access)
      const token = await giveToken(market, { actor } as Person)
      const path = operation.path.replace(/\{\w+\}/g, someId)
      for (const [shape, bytes] of Object.entries(nastyJson(100 * 1024))) {
        const answer = await fetch(`${site.url}/api/v1${path}`, {
          method: operation.method,
          headers: {
            'Content-Type': 'application/json',
            Authorization: `Bearer ${token}`,
            'Idempotency-Key': randomUUID(),
          },
          body: new Uint8Array(bytes),
        })
        await answer.arrayBuffer()
        if (![400, ...refusals].includes(answer.status)) {
          wrong.push(`${operation.id}, ${shape}: ${answer.status}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})

describe('What no page of ours asks for is refused at the door', () => {
  test('an address of more parameters or characters than any page makes', async () => {
    for (const path of ['/search', '/api/v1/search']) {
      for (const query of ['a=&'.repeat(400), `q=${'x'.repeat(5000)}`]) {
        const answer = await fetch(`${site.url}${path}?${query}`)
        expect(answer.status, path).toBe(414)
        expect(await answer.text()).toMatch(/网址过长|too long|地址过长/)
      }
    }
  })

  test('a body larger than anything that we take, before a byte of it is read', async () => {
    const answer = await fetch(`${site.url}/sign-in`, {
      method: 'POST',
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new Uint8Array(44 * 1024 * 1024),
    }).catch((error: Error) => error)
    // The connection is closed: a client that goes on sending may see no more than that.
    if (!(answer instanceof Error)) expect(answer.status).toBe(413)
    expect((await fetch(`${site.url}/healthz`)).status).toBe(200)
  })
})
