import { randomUUID } from 'node:crypto'
import { type Scope, scopes } from '#app/domain/token/token.ts'
import { makeTokenFor } from '#app/domain/token/write.server.ts'
import type { Person, World } from './people.ts'

/** A token of somebody's for a program, acting for the organisation that they act for. */
export async function giveToken(
  { db }: World,
  { actor }: Person,
  wanted: readonly Scope[] = scopes,
): Promise<string> {
  const { token } = await makeTokenFor(db, actor, {
    name: '测试系统',
    scopes: [...wanted],
    days: 30,
    organizationId: actor.organization?.id,
  })
  return token
}

export interface Call {
  method?: string
  token?: string | null
  /** Sent as JSON; bytes as they are. */
  body?: unknown
  headers?: Record<string, string>
}

export interface ApiAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: each operation answers something else
  body: any
}

/** Asks as a program does; a write gets a key of its own. */
export async function callApi(url: string, path: string, call: Call = {}): Promise<ApiAnswer> {
  const { method = 'GET', token, body, headers = {} } = call
  const bytes = body instanceof Uint8Array
  const sent: Record<string, string> = {
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
    ...(body !== undefined && !bytes ? { 'Content-Type': 'application/json' } : {}),
    ...headers,
  }
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: sent,
    ...(body === undefined ? {} : { body: bytes ? (body as BodyInit) : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body: text ? JSON.parse(text) : null,
  }
}
