import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { afterAll, beforeAll, inject } from 'vitest'
import type { RequestContext, Services } from '#app/context.ts'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import type { ActionResult } from '#app/domain/action-result.ts'
import { restrictUntilMfa } from '#app/domain/mfa/factor.ts'
import { createLive } from '#app/domain/session/live.server.ts'
import { readEnv } from '#app/env.ts'
import { createFileWorkers } from '#app/files/workers.ts'
import { createGate } from '#app/http/gate.ts'
import { createLimits } from '#app/http/limits.ts'
import { createLogger } from '#app/logger.ts'
import { createMessenger } from '#app/messenger.ts'
import { connectSearch } from '#search'
import type { TestDatabase } from './database.ts'
import type { Person, World } from './people.ts'
import { nouns } from './sessions.ts'

export type TestServices = Services & { outbox: string }

/** The services of the composition root, on a test file's own database; there once its tests run. */
export function testServices(world: World & TestDatabase): TestServices {
  const services = {} as TestServices
  const folder = mkdtempSync(join(tmpdir(), 'lianqiao-outbox-'))
  beforeAll(() => {
    const env = readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', SECOND_FACTOR: 'offered' })
    const { searchUrl, searchKey } = inject('engines')
    const outbox = join(folder, 'outbox')
    Object.assign(services, {
      db: world.db,
      dbForUploads: world.db,
      live: createLive({ db: world.db, nouns }),
      search: connectSearch({ url: searchUrl, key: searchKey }),
      vault: world.vault,
      messenger: createMessenger(env, outbox),
      limits: createLimits(world.database.pool),
      files: createFileWorkers(),
      largeBodies: createGate({ atOnce: 2, waiting: 20 }),
      log: createLogger(env),
      env,
      components: {},
      outbox,
    })
  })
  afterAll(() => {
    services.files?.close()
    services.messenger?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return services
}

export interface Visit {
  path: string
  params?: Record<string, string>
  /** Who asks; a visitor when absent. */
  as?: Person
  /** Posts these fields; otherwise the page is read. */
  post?: Record<string, string | string[] | File>
  /** As the browser sends it. */
  cookie?: string
}

interface RouteModule {
  // biome-ignore lint/suspicious/noExplicitAny: loaders of different routes answer differently
  loader?: (args: LoaderFunctionArgs) => Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: actions of different routes answer differently
  action?: (args: ActionFunctionArgs) => Promise<any>
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: what a loader gives differs from route to route
  data: any
  /** What an action answered on its own page. */
  reply: ActionResult
}

/** Asks a route for its page, or posts a form to it, as the named person. */
export async function visit(services: Services, route: RouteModule, to: Visit): Promise<Answer> {
  const { path, params = {}, as, post, cookie } = to
  const url = new URL(path, 'http://127.0.0.1:3000')
  const body = post && toFormBody(post)
  const request = new Request(url, {
    ...(cookie ? { headers: { Cookie: cookie } } : {}),
    ...(body ? { method: 'POST', body } : {}),
  })
  const { db, env } = services
  const actor = as ? await findActorBySignIn(db, as.actor.signInId, db.now()) : null
  const context = {
    ...services,
    actor: actor && restrictUntilMfa(actor, env.SECOND_FACTOR),
    authMethod: actor ? 'cookie' : 'nothing',
    requestId: 'request',
    client: { address: '127.0.0.1', agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140' },
    locale: 'zh-CN',
    nonce: 'nonce',
  } satisfies RequestContext
  const args = { request, params, context } as unknown as LoaderFunctionArgs
  const work = post ? route.action : route.loader
  if (!work) throw new Error(`${path} can't be asked for this.`)
  try {
    return toAnswer(await work(args))
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown
    return toAnswer(thrown)
  }
}

/** As a browser sends it: in parts where there is a file. */
function toFormBody(post: NonNullable<Visit['post']>): FormData | URLSearchParams {
  const values = Object.values(post).flat()
  const form = values.some((value) => value instanceof File)
    ? new FormData()
    : new URLSearchParams()
  for (const [name, value] of Object.entries(post)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, one as string)
  }
  return form
}

function toAnswer(result: unknown): Answer {
  if (result instanceof Response) {
    return {
      status: result.status,
      headers: result.headers,
      data: null,
      reply: undefined as unknown as ActionResult,
    }
  }
  const { type, data, init } = (result ?? {}) as {
    type?: string
    data?: unknown
    init?: ResponseInit
  }
  const wrapped = type === 'DataWithResponseInit'
  const content = wrapped ? data : result
  return {
    status: init?.status ?? 200,
    headers: new Headers(init?.headers),
    data: content,
    reply: content as ActionResult,
  }
}
