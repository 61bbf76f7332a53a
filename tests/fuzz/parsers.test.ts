import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { parseContact } from '#app/domain/account/account.ts'
import { importKinds } from '#app/domain/import/kinds.server.ts'
import { openTable, readHeader } from '#app/domain/import/read-table.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { parseSpec } from '#app/domain/listing/listing.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { readPageQuery } from '#app/domain/search/finding.ts'
import { type Command, commands, decide } from '#app/domain/session/room/commands.ts'
import { emptyRoom } from '#app/domain/session/room/state.ts'
import { findContacts, hasContact } from '#app/domain/text/contacts.ts'
import { readCursor } from '#app/http/api/cursor.ts'
import { readBody, readQuery } from '#app/http/api/input.ts'
import { findOperation, nameApiRoute, operations } from '#app/http/api/registry.ts'
import { readBearer } from '#app/http/authenticate.ts'
import { type FormBudgetName, formBudgets, LARGE_BODY_BYTES } from '#app/http/budget.ts'
import { readToken } from '#app/http/cookie.ts'
import { ownFields, parseForm } from '#app/http/form.ts'
import { createGate } from '#app/http/gate.ts'
import { readAccept } from '#app/http/locale.ts'
import { readForm } from '#app/http/read-form.ts'
import { safeRedirect } from '#app/http/safe-redirect.ts'
import { i18nOf } from '#app/i18n/index.ts'
import {
  commandMessage,
  joinMessage,
  leaveMessage,
  listenMessage,
} from '../../realtime/protocol.ts'
import { makeXlsx } from '../support/xlsx.ts'
import { inputs, say, told } from './run.ts'
import { formNear, jsonNear } from './shapes.ts'
import { evilText, evilValue, fieldsNear, valuesNear } from './values.ts'

const { t } = i18nOf('zh-CN')

interface Border {
  name: string
  given: fc.Arbitrary<unknown>
  read(value: never): unknown
  /** How many of its kind's inputs it gets, beside the others. */
  weight?: number
}

interface RouteModule {
  action?: { budget?: FormBudgetName; intents?: Record<string, { schema: z.ZodType }> }
}
const routes = import.meta.glob<RouteModule>('../../app/{root.tsx,routes/**/*.{ts,tsx}}', {
  eager: true,
})

const formOf = (fields: readonly [string, string][]): FormData => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const forms: Border[] = Object.entries(routes).flatMap(([file, { action }]) =>
  Object.entries(action?.intents ?? {}).map(([name, { schema }]) => ({
    name: `${file.split('/').at(-1)} ${name}`,
    given: fieldsNear(schema),
    read: (fields: [string, string][]) => readFormFields(fields, schema),
  })),
)

/** What a person reads is a sentence: never the key of one, nor of a group of them. @throws {Error} */
function requireSentences(sentences: readonly string[]): void {
  const wrong = sentences.filter(
    (text) => /^[\w.]+$/.test(text) || text.includes('returned an object'),
  )
  if (wrong.length > 0) throw new Error(`No sentences: ${wrong.join(', ')}`)
}

const readFormFields = (fields: [string, string][], schema: z.ZodType): void => {
  const parsed = parseForm(ownFields(formOf(fields), schema), schema, t)
  if ('errors' in parsed) requireSentences(Object.values(parsed.errors ?? {}).flat())
}

const largeBodies = createGate({ atOnce: 2, waiting: 20 })

/** A form as it arrives: read within its budget, its own fields alone. @throws {Error} when what is left, or said of it, is large */
async function readWhole(fields: [string, string][], schema: z.ZodType, name: FormBudgetName) {
  const budget = formBudgets[name]
  const body = new URLSearchParams(
    fields.map(([field, value]) => [field.toWellFormed(), value.toWellFormed()]),
  )
  const sent = new Request('http://x/', { method: 'POST', body })
  const form = ownFields(await readForm(sent, budget, largeBodies), schema)
  const parsed = parseForm(form, schema, t)
  const faults = 'errors' in parsed ? JSON.stringify(parsed.errors) : ''
  if ([...form].length > budget.values || faults.length > LARGE_BODY_BYTES / 10) {
    throw new Error(`${[...form].length} fields, ${faults.length} characters of faults`)
  }
}

const nastyForms: Border[] = Object.entries(routes).flatMap(([file, { action }]) =>
  Object.entries(action?.intents ?? {}).map(([name, { schema }]) => ({
    name: `${file.split('/').at(-1)} ${name}`,
    given: formNear(schema),
    read: (fields: [string, string][]) => readWhole(fields, schema, action?.budget ?? 'form'),
  })),
)

const nastyDocuments: Border[] = operations.flatMap((operation) =>
  operation.body
    ? {
        name: `${operation.id}: body`,
        given: jsonNear(operation.body).map((text) => Buffer.from(text)),
        read: (bytes: Buffer) => readBody(request, bytes, operation, t),
      }
    : [],
)

const jsonOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? '')
const request = new Request('http://x/', { headers: { 'Content-Type': 'application/json' } })

const programs: Border[] = [
  ...operations.map((operation) => ({
    name: `${operation.id}: query`,
    given: fieldsNear(operation.query),
    read: (fields: [string, string][]) => {
      const url = new URL('http://x/')
      for (const [name, value] of fields) url.searchParams.append(name, value)
      return readQuery(url, operation, t)
    },
  })),
  ...operations.flatMap((operation) =>
    operation.body
      ? {
          name: `${operation.id}: body`,
          given: fc.oneof(
            { weight: 12, arbitrary: valuesNear(operation.body).map(jsonOf) },
            {
              weight: 1,
              arbitrary: fc.uint8Array({ maxLength: 60 }).map((item) => Buffer.from(item)),
            },
          ),
          read: (bytes: Buffer) => readBody(request, bytes, operation, t),
        }
      : [],
  ),
  {
    name: 'paths',
    given: fc.array(evilText, { maxLength: 6 }).map((steps) => `/${steps.join('/')}`),
    read: (path: string) => [findOperation('GET', path), nameApiRoute(`/api/v1${path}`)],
  },
  { name: 'cursors', given: evilText, read: (text: string) => readCursor('listRequests', text) },
]

const who = {
  personId: '00000000-0000-7000-8000-000000000001',
  organizationId: '00000000-0000-7000-8000-000000000002',
  part: 'host' as const,
  takes: true,
}

const sockets: Border[] = [
  ...Object.entries({ joinMessage, leaveMessage, commandMessage, listenMessage }).map(
    ([name, schema]) => ({
      name,
      given: valuesNear(schema),
      read: (value: unknown) => schema.safeParse(value),
    }),
  ),
  ...Object.entries(commands).map(([type, { body }]) => ({
    name: `command ${type}`,
    given: valuesNear(body as z.ZodType),
    read: (value: unknown) => {
      const at = new Date(0)
      const command = { id: who.personId, type, body: value } as unknown as Command
      const decision = decide({ ...emptyRoom(), phase: 'live' }, command, who, at)
      if (!('refusal' in decision)) return
      const { message, params, fields = {} } = decision
      requireSentences(
        [message, ...Object.values(fields).flat()].map((key) => t(`refusal:${key}`, params)),
      )
    },
  })),
]

const drain = async (rows: AsyncIterable<unknown>) => {
  let count = 0
  for await (const _ of rows) count++
  return count
}
const cellText = fc.oneof(
  evilText,
  fc.constantFrom('2026-01-01', '91360102MA0000001X', '300', '3.5%'),
)
const csvOf = (rows: string[][]): Buffer =>
  Buffer.from(
    rows.map((row) => row.map((item) => `"${item.replaceAll('"', '""')}"`).join(',')).join('\n'),
  )
const workbook = makeXlsx([
  ['企业名称', '统一社会信用代码'],
  ['甲', '1'],
])
const spoiled = fc
  .array(fc.tuple(fc.nat(workbook.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
  .map((changes) => {
    const bytes = Buffer.from(workbook)
    for (const [at, value] of changes) bytes[at] = value
    return bytes
  })

const files: Border[] = [
  ...Object.entries(importKinds).flatMap(([name, kind]): Border[] => [
    {
      name: `rows of ${name}`,
      weight: 20,
      given: fc.record(
        Object.fromEntries(Object.keys(kind.columns).map((item) => [item, cellText])),
      ),
      read: (cells: Record<string, string>) => {
        const parsed = kind.parse(cells)
        return 'facts' in parsed ? kind.keyOf(parsed.facts) : parsed
      },
    },
    {
      name: `tables of ${name}`,
      given: fc
        .array(fc.array(cellText, { maxLength: 5 }), { maxLength: 5 })
        .map((rows) => csvOf([Object.keys(kind.columns), ...rows])),
      read: async (bytes: Buffer) => {
        const table = await openTable({ name: 'a.csv', bytes }, kind.columns, kind.required, {
          readSheet: readFirstSheet,
        })
        return drain(table.rows)
      },
    },
  ]),
  {
    name: 'bytes that are no table',
    given: fc.uint8Array({ maxLength: 200 }).map((item) => Buffer.from(item)),
    read: async (bytes: Buffer) => {
      const table = await openTable({ name: 'a.csv', bytes }, {}, [], { readSheet: readFirstSheet })
      return drain(table.rows)
    },
  },
  {
    name: 'spoiled workbooks',
    weight: 0.2,
    given: spoiled,
    read: (bytes: Buffer) => readHeader({ name: 'a.xlsx', bytes }, readFirstSheet),
  },
]

const words: Border[] = [
  { name: 'contacts', given: evilText, read: parseContact },
  { name: 'contacts in text', given: evilText, read: hasContact },
  { name: 'contacts to weigh', given: evilText, read: findContacts },
  { name: 'specifications', given: evilText, read: parseSpec },
  { name: 'ways back', given: evilText, read: safeRedirect },
  { name: 'languages', given: evilText, read: readAccept },
  { name: 'bearers', given: evilText, read: readBearer },
  {
    name: 'cookies',
    given: evilText,
    read: (text: string) => readToken(text, { NODE_ENV: 'production', PUBLIC_URL: undefined }),
  },
  {
    name: 'questions',
    given: fc.array(fc.tuple(fc.constantFrom('q', 'kind', 'sort', 'cursor', 'tier'), evilText)),
    read: (pairs: [string, string][]) => readPageQuery(new URLSearchParams(pairs)),
  },
  {
    name: 'anything as JSON',
    given: evilValue,
    read: (value: unknown) => JSON.parse(JSON.stringify(value) ?? 'null'),
  },
]

/** A border answers or refuses; whatever else it throws is a fault of ours. */
async function holds({ read }: Border, value: unknown): Promise<void> {
  try {
    await read(value as never)
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
}

const kinds: Record<string, { borders: Border[]; share: number }> = {
  forms: { borders: forms, share: 0.35 },
  programs: { borders: programs, share: 0.25 },
  sockets: { borders: sockets, share: 0.15 },
  'forms of unusual shape': { borders: nastyForms, share: 0.02 },
  'programs of unusual shape': { borders: nastyDocuments, share: 0.02 },
  files: { borders: files, share: 0.15 },
  words: { borders: words, share: 0.1 },
}

describe('Whatever comes in, a parser takes it or refuses it', () => {
  test.each(Object.entries(kinds))('%s', async (kind, { borders, share }) => {
    expect(borders.length).toBeGreaterThan(5)
    const sum = borders.reduce((all, { weight = 1 }) => all + weight, 0)
    const started = performance.now()
    let done = 0
    for (const border of borders) {
      const runs = Math.ceil((inputs * share * (border.weight ?? 1)) / sum)
      const property = fc.asyncProperty(border.given, (value) => holds(border, value))
      await fc.assert(property, told(runs)).catch((error: Error) => {
        throw new Error(`${border.name}: ${error.message}`, { cause: error })
      })
      done += runs
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    say(`fuzz: ${kind}: ${done} inputs into ${borders.length} parsers in ${seconds} s, none broke`)
  })
})
