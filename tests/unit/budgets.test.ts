import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { commands } from '#app/domain/session/room/commands.ts'
import { operations } from '#app/http/api/registry.ts'
import { type FormBudgetName, formBudgets, operationBudgets } from '#app/http/budget.ts'
import { fieldsOf, unwrap } from '#app/http/form-fields.ts'
import {
  commandMessage,
  joinMessage,
  leaveMessage,
  listenMessage,
} from '../../realtime/protocol.ts'

interface RouteModule {
  action?: {
    budget: FormBudgetName
    intents: Record<string, { schema: z.ZodType }>
  }
}
const routes = import.meta.glob<RouteModule>('../../app/{root.tsx,routes/**/*.{ts,tsx}}', {
  eager: true,
})
const actions = Object.entries(routes).flatMap(([file, { action }]) =>
  action ? [{ file: file.split('/').at(-1)!, ...action }] : [],
)
const intents = actions.flatMap(({ file, budget, intents }) =>
  Object.entries(intents).map(([name, { schema }]) => ({
    name: `${file} ${name}`,
    schema,
    budget: formBudgets[budget],
  })),
)

/** Every array within a schema, with the way to it. */
function arraysOf(schema: z.ZodType, way: string): { way: string; array: z.ZodArray }[] {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodArray) {
    return [{ way, array: inner }, ...arraysOf(inner.element as z.ZodType, `${way}[]`)]
  }
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([name, field]) =>
      arraysOf(field, `${way}.${name}`),
    )
  }
  if (inner instanceof z.ZodUnion) {
    return (inner.options as z.ZodType[]).flatMap((option) => arraysOf(option, way))
  }
  if (inner instanceof z.ZodIntersection) {
    return [inner.def.left, inner.def.right].flatMap((side) => arraysOf(side as z.ZodType, way))
  }
  if (inner instanceof z.ZodRecord) return arraysOf(inner.valueType as z.ZodType, `${way}.*`)
  return []
}

/** How long a list may be by its schema; null where the schema doesn't say. */
const maxItems = (array: z.ZodArray): number | null =>
  z.toJSONSchema(array, { unrepresentable: 'any', io: 'input' }).maxItems ?? null

const borders = [
  ...intents,
  ...operations.flatMap(({ id, query, body }) => [
    { name: `${id} query`, schema: query },
    ...(body ? [{ name: `${id} body`, schema: body }] : []),
  ]),
  ...Object.entries(commands).map(([name, { body }]) => ({
    name: `command ${name}`,
    schema: body as z.ZodType,
  })),
  ...Object.entries({ joinMessage, leaveMessage, listenMessage, commandMessage }).map(
    ([name, schema]) => ({ name, schema }),
  ),
]

describe('What a request may cost is declared beside who may send it', () => {
  test('every action names its budget', () => {
    expect(actions.length).toBeGreaterThan(50)
    for (const { file, budget } of actions) expect(Object.keys(formBudgets), file).toContain(budget)
  })

  test('every operation has one, and takes a body only by it', () => {
    for (const { id, method, body, takes, budget } of operations) {
      if (method === 'GET') expect(budget, id).toBe(operationBudgets.read)
      else expect(budget, id).toBe(takes ? operationBudgets.file : operationBudgets.write)
      if (budget === operationBudgets.read) expect([body, takes], id).toEqual([null, null])
    }
  })

  test('files are taken only by a form that has a field for them', () => {
    for (const { name, schema, budget } of intents) {
      if (fieldsOf(schema).takesFiles) expect(budget, name).toBe(formBudgets.upload)
    }
    for (const { file, budget, intents } of actions) {
      const takes = Object.values(intents).some(({ schema }) => fieldsOf(schema).takesFiles)
      expect(takes, file).toBe(budget === 'upload')
    }
  })

  test('every list says how long it may be', () => {
    const unbounded = borders.flatMap(({ name, schema }) =>
      arraysOf(schema, name).flatMap(({ way, array }) => (maxItems(array) === null ? [way] : [])),
    )
    expect(unbounded).toEqual([])
  })

  test('the longest form that a person may fill in fits its budget', () => {
    for (const { name, schema, budget } of intents) {
      const { bytes, values } = largestOf(schema)
      expect(bytes, name).toBeLessThan(budget.bytes)
      expect(values, name).toBeLessThan(budget.values)
    }
  })
})

/** Nine bytes a character: a Chinese one, url-encoded. */
const BYTES_PER_CHARACTER = 9

/** What the largest form by a schema weighs, names included. */
function largestOf(schema: z.ZodType, name = ''): { bytes: number; values: number } {
  const inner = unwrap(schema)
  const sum = (parts: { bytes: number; values: number }[]) => ({
    bytes: parts.reduce((all, { bytes }) => all + bytes, 0),
    values: parts.reduce((all, { values }) => all + values, 0),
  })
  if (inner instanceof z.ZodObject) {
    return sum(
      Object.entries(inner.shape as Record<string, z.ZodType>).map(([field, type]) =>
        largestOf(type, field),
      ),
    )
  }
  if (inner instanceof z.ZodUnion) {
    return sum((inner.options as z.ZodType[]).map((option) => largestOf(option, name)))
  }
  if (inner instanceof z.ZodArray) {
    const most = maxItems(inner) ?? 0
    const each = largestOf(inner.element as z.ZodType, name)
    return { bytes: each.bytes * most, values: each.values * most }
  }
  const longest = inner instanceof z.ZodString ? (inner.maxLength ?? 100) : 40
  return { bytes: name.length * 3 + 2 + longest * BYTES_PER_CHARACTER, values: 1 }
}
