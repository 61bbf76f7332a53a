import type { Operation } from '#app/http/api/operation.ts'
import { operations } from '#app/http/api/registry.ts'
import { type ApiAnswer, callApi, giveToken } from '../support/api.ts'
import type { MatrixMarket } from './market.ts'
import { rowsFor } from './routes.ts'
import type { Matrix } from './world/index.ts'

/** An operation of the interface for programs on one thing, as one persona's program asks for it. */
export interface ApiCall {
  operation: Operation
  /** Below the root. */
  path: string
  label: string
}

/** Every operation, each for the things that it can be about. */
export async function everyCall(matrix: Matrix): Promise<ApiCall[]> {
  const calls: ApiCall[] = []
  for (const operation of operations) {
    const [, noun, name] = /([\w-]+)\/\{(\w+)\}/.exec(operation.path) ?? []
    const rows = noun ? await rowsFor(matrix, noun) : [{ id: '', label: '-' }]
    for (const { id, label } of rows) {
      // What lies below a thing, as a round below a session, is asked for by an id that nobody has.
      const path = operation.path.replace(`{${name}}`, id).replace(/\{\w+\}/g, nobodysId)
      calls.push({ operation, path, label })
    }
  }
  return calls
}

const nobodysId = '00000000-0000-7000-8000-000000000000'

/** A token with every scope for each persona; a visitor has none. */
export async function giveTokens({
  market,
  personas,
}: Matrix): Promise<Record<string, string | null>> {
  const tokens: Record<string, string | null> = {}
  for (const [name, person] of Object.entries(personas))
    tokens[name] = person && (await giveToken(market, person))
  return tokens
}

const file = new TextEncoder().encode('企业名称,统一社会信用代码\n南昌试导入有限公司,1\n')

export async function callAs(
  { site, tokens }: Pick<MatrixMarket, 'site' | 'tokens'>,
  { operation, path }: ApiCall,
  persona: string,
): Promise<ApiAnswer> {
  const { method, takes, body, example } = operation
  return callApi(site.url, path, {
    method,
    token: tokens[persona] ?? null,
    ...(takes ? { body: file, headers: { 'Content-Type': takes[0]! } } : {}),
    ...(body ? { body: example ?? {} } : {}),
  })
}

/** What an answer tells a persona's program that isn't theirs. What stands in one item of a list says nothing of the others. */
export function leaksInAnswer(
  { leaksIn, wordLeaksIn, keys }: MatrixMarket,
  { operation }: ApiCall,
  persona: string,
  { headers, body }: Pick<ApiAnswer, 'headers' | 'body'>,
): string[] {
  const find = operation.id === 'search' ? wordLeaksIn : leaksIn
  const parts = Array.isArray(body?.items) ? [{ ...body, items: [] }, ...body.items] : [body]
  return [[...headers], ...parts].flatMap((part) =>
    find(JSON.stringify(part) ?? '', keys[persona]!),
  )
}
