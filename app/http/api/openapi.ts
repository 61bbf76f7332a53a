import { z } from 'zod'
import { scopes } from '#app/domain/token/token.ts'
import { accessWords, noteOn, problemWords, scopeWords } from './openapi-text.ts'
import type { Operation } from './operation.ts'
import { apiRoot } from './paths.ts'
import { type ProblemKind, problems } from './problem.ts'
import { operations } from './registry.ts'

type Json = { [name: string]: unknown }

const problemSchema = {
  type: 'object',
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string', format: 'uri-reference', example: '/help/api#problem-conflict' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence for people, in the language asked for.' },
    code: {
      type: 'string',
      description: 'The sentence’s name, the same in every language.',
      example: 'request_full',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['detail'],
        properties: {
          pointer: {
            type: 'string',
            description: 'RFC 6901, in the body.',
            example: '#/amountFen',
          },
          parameter: { type: 'string', description: 'Of the query.' },
          detail: { type: 'string' },
        },
      },
    },
    request_id: { type: 'string', description: 'By which the log knows this request.' },
  },
}

const header = (description: string, type = 'string') => ({ description, schema: { type } })

const headers = {
  RateLimitPolicy: header('`"api";q=6000;w=60`: so many requests (q) in so many seconds (w).'),
  RateLimit: header('`"api";r=5999;t=60`: how many are left (r) until all are back (t seconds).'),
  RequestId: header('By which the log knows this request.'),
  Location: header('Where what was made is found.', 'string'),
  IdempotencyReplayed: header('`true` when this is the answer of the first time.'),
  RetryAfter: header('Seconds until another try makes sense.', 'integer'),
  WwwAuthenticate: header('RFC 6750.'),
  Allow: header('The methods that this path takes.'),
}

const headerRef = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` })

const always = {
  'RateLimit-Policy': headerRef('RateLimitPolicy'),
  RateLimit: headerRef('RateLimit'),
  'X-Request-Id': headerRef('RequestId'),
}

const extraHeaders: Partial<Record<ProblemKind, Json>> = {
  signed_out: { 'WWW-Authenticate': headerRef('WwwAuthenticate') },
  forbidden: { 'WWW-Authenticate': headerRef('WwwAuthenticate') },
  too_many: { 'Retry-After': headerRef('RetryAfter') },
  conflict: { 'Retry-After': headerRef('RetryAfter') },
}

/** The document in OpenAPI 3.1, made of the operations' own schemas; the same as long as the program runs. */
export function buildOpenApi(): Json {
  made ??= makeDocument()
  return made
}

let made: Json | undefined

function makeDocument(): Json {
  const schemas: Json = { Problem: problemSchema }
  const paths: Record<string, Json> = {}
  for (const one of operations) {
    paths[one.path] ??= {}
    paths[one.path]![one.method.toLowerCase()] = describe(one, schemas)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Lianqiao 链桥', version: '1', description: noteOn.api },
    servers: [{ url: apiRoot }],
    tags: [...new Set(operations.map(({ noun }) => noun))].map((name) => ({ name })),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'lq_…', description: noteOn.token },
      },
      headers,
      responses: Object.fromEntries(told.map(([, name, kind]) => [name, problemResponse(kind)])),
      schemas,
    },
    'x-scopes': Object.fromEntries(scopes.map((scope) => [scope, scopeWords(scope)])),
  }
}

/** Status, name of the shared response, and what it tells. */
const told = [
  [problems.malformed, 'Malformed', 'malformed'],
  [problems.signed_out, 'SignedOut', 'signed_out'],
  [problems.forbidden, 'Forbidden', 'forbidden'],
  [problems.missing, 'Missing', 'missing'],
  [problems.conflict, 'Conflict', 'conflict'],
  [problems.too_large, 'TooLarge', 'too_large'],
  [problems.wrong_type, 'WrongType', 'wrong_type'],
  [problems.invalid, 'Invalid', 'invalid'],
  [problems.too_many, 'TooMany', 'too_many'],
  [problems.unavailable, 'Unavailable', 'unavailable'],
] as const

/** What only a request with a body, or only a write, can be told. */
const ofBodies: readonly string[] = ['TooLarge', 'WrongType']
const ofWrites: readonly string[] = ['Malformed', 'Conflict']

/** Everything that a status can stand for. */
const describeStatus = (status: number): string =>
  (Object.keys(problems) as ProblemKind[])
    .filter((kind) => problems[kind] === status)
    .map((kind) => `${problemWords[kind].title}: ${problemWords[kind].hint}`)
    .join(' ')

const problemResponse = (kind: ProblemKind) => ({
  description: describeStatus(problems[kind]),
  headers: { 'X-Request-Id': headerRef('RequestId'), ...extraHeaders[kind] },
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

function describe(operation: Operation, schemas: Json): Json {
  const written = operation.method !== 'GET'
  const refusals = told.filter(
    ([, name]) =>
      (written || !ofWrites.includes(name)) &&
      (operation.body !== null || operation.takes !== null || !ofBodies.includes(name)),
  )
  return {
    operationId: operation.id,
    tags: [operation.noun],
    summary: operation.does,
    description: `For ${accessWords[operation.access]}.`,
    security: [
      { token: operation.scope ? [operation.scope] : [] },
      ...(operation.access === 'everyone' && !written ? [{}] : []),
    ],
    parameters: [
      ...pathParameters(operation),
      ...queryParameters(operation, schemas),
      ...keyParameter(operation),
    ],
    ...describeBody(operation, schemas),
    responses: {
      [operation.status]: {
        description: operation.status === 201 ? 'Made.' : 'Done.',
        headers: {
          ...always,
          ...(operation.location ? { Location: headerRef('Location') } : {}),
          ...(written ? { 'Idempotency-Replayed': headerRef('IdempotencyReplayed') } : {}),
        },
        content: { 'application/json': { schema: toSchema(operation.reply, 'output', schemas) } },
      },
      ...Object.fromEntries(
        refusals.map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
      ),
    },
  }
}

const pathParameters = ({ path }: Operation): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }))

function queryParameters({ query }: Operation, schemas: Json): Json[] {
  const { properties = {}, required = [] } = toSchema(query, 'input', schemas) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description ? { description } : {}),
    schema,
  }))
}

const keyParameter = ({ method, status }: Operation): Json[] =>
  method === 'GET'
    ? []
    : [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: status === 201,
          description: noteOn.key,
          schema: { type: 'string', minLength: 8, maxLength: 200 },
          example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
        },
      ]

function describeBody({ takes, body, example }: Operation, schemas: Json): Json {
  if (takes) {
    const content = Object.fromEntries(takes.map((type) => [type, {}]))
    return { requestBody: { required: true, content } }
  }
  if (!body) return {}
  const schema = toSchema(body, 'input', schemas)
  return {
    requestBody: { required: true, content: { 'application/json': { schema, example } } },
  }
}

/** A zod schema as JSON Schema; those with a name go to the shared ones. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _,
    $defs,
    ...own
  } = z.toJSONSchema(schema, {
    io,
    // A date that is made of a text is described by that text.
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.id
      // Answers may get more fields; who reads them passes over those that they don't know.
      if (io === 'output') delete jsonSchema.additionalProperties
    },
  }) as Json & { $defs?: Json }
  Object.assign(schemas, shared($defs ?? {}))
  return shared(own) as Json
}

const shared = <T>(json: T): T =>
  JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/')) as T
