import { buildOpenApi } from './openapi.ts'
import { nouns, type Operation } from './operation.ts'
import { apiRoot } from './paths.ts'
import { problems } from './problem.ts'
import { operations } from './registry.ts'

export interface FieldView {
  name: string
  type: string
  required: boolean
  note: string | null
}

interface Schema {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  items?: Schema
  anyOf?: Schema[]
  $ref?: string
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
}

interface Described {
  parameters: {
    name: string
    in: string
    required: boolean
    description?: string
    schema: Schema
  }[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

/** What the page shows of the document: operations by noun, their fields, and a call of each. @param origin of the market, for the calls */
export function buildApiDocs(origin: string) {
  const document = buildOpenApi() as {
    paths: Record<string, Record<string, Described>>
    components: { schemas: Record<string, Schema> }
  }
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1)!] ?? {}) : schema
  const view = (operation: Operation) => {
    const described = document.paths[operation.path]![operation.method.toLowerCase()]!
    const body = described.requestBody?.content['application/json']?.schema
    const reply =
      described.responses[String(operation.status)]?.content?.['application/json']?.schema
    return {
      id: operation.id,
      method: operation.method,
      path: apiRoot + operation.path,
      does: operation.does,
      access: operation.access,
      scope: operation.scope,
      isPublic: operation.access === 'everyone' && operation.method === 'GET',
      query: described.parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, required, description, schema }) => ({
          name,
          type: typeOf(schema),
          required,
          note: description ?? null,
        })),
      body: fieldsOf(resolve(body ?? {})),
      files: operation.takes ? [...operation.takes] : [],
      reply: fieldsOf(resolve(reply ?? {})),
      call: callOf(operation, origin),
    }
  }
  return nouns.map((noun) => ({
    noun,
    operations: operations.filter((operation) => operation.noun === noun).map(view),
  }))
}

export const problemRows = Object.entries(problems).map(([kind, status]) => ({ kind, status }))

const fieldsOf = ({ properties = {}, required = [] }: Schema): FieldView[] =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    type: typeOf(schema),
    required: required.includes(name),
    note: schema.description ?? null,
  }))

/** A schema in a few words: `string (date)`, `credit | mortgage`, `integer, null`. */
function typeOf({ type, format, enum: values, items, anyOf, $ref }: Schema): string {
  if (values) return values.map(String).join(' | ')
  if ($ref) return $ref.split('/').at(-1)!
  if (anyOf) return anyOf.map(typeOf).join(', ')
  const words = Array.isArray(type) ? type.join(', ') : (type ?? 'any')
  if (items) return `${words} of ${typeOf(items)}`
  return format ? `${words} (${format})` : words
}

/** A call as one types it into a shell. */
function callOf({ method, path, status, example, body, takes }: Operation, origin: string): string {
  const query = takes ? '?kind=enterprises&name=enterprises.csv' : ''
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${apiRoot}${path}${query}'`,
    `-H "Authorization: Bearer $TOKEN"`,
    ...(status === 201 ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(takes ? [`-H 'Content-Type: ${takes[0]}'`, "--data-binary '@enterprises.csv'"] : []),
    ...(body
      ? ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(example ?? {})}'`]
      : []),
  ]
  return lines.join(' \\\n  ')
}
