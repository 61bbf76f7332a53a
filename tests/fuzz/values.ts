import fc from 'fast-check'
import { z } from 'zod'

interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  allOf?: Schema[]
  oneOf?: Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
}

/** Texts that have broken programs before. */
const knownEvils = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u202e', '\ufeff', '\u2028', '﷽'],
  ...['null', 'undefined', 'NaN', 'Infinity', '-0', '1e309', '9007199254740993', '0x10', '１２３'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', '$where', '{{7*7}}'],
  ..."'; drop table request; --|\\|%|_|%00|../../etc/passwd|<script>alert(1)</script>|%7B1%7D".split(
    '|',
  ),
  ...['2026-02-30', '0000-00-00', '99999-12-31', '275760-09-14', '2026-11-24T25:61:61Z'],
  ...['ß', 'İ', 'ﬁ', '👩‍👩‍👧‍👦', 'é', '中文'.repeat(400), 'a'.repeat(10_000)],
]

export const evilText = fc.oneof(
  fc.constantFrom(...knownEvils),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

const evilNumber = fc.oneof(
  fc.constantFrom(-1, 0, -0, 0.1, 1e-7, 2 ** 31, 2 ** 53, 1e21, 1e308),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Anything that JSON can say. */
export const evilValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: evilText },
  { weight: 2, arbitrary: evilNumber },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, [], {}, [[[[]]]], { length: -1 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** Values near what a schema takes: mostly right, often in one place wrong. A new schema needs nothing said of it. */
export function valuesNear(schema: z.ZodType): fc.Arbitrary<unknown> {
  try {
    return near(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema)
  } catch {
    return evilValue
  }
}

const near = (schema: Schema): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: right(schema) }, { weight: 1, arbitrary: evilValue })

function right(schema: Schema): fc.Arbitrary<unknown> {
  const { type, enum: values, properties, items, allOf } = schema
  const ways = schema.anyOf ?? schema.oneOf
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (values) return fc.constantFrom(...values)
  if (ways) return fc.oneof(...ways.map(near))
  if (allOf) return fc.tuple(...allOf.map(right)).map((parts) => Object.assign({}, ...parts))
  if (Array.isArray(type)) return fc.oneof(...type.map((item) => near({ ...schema, type: item })))
  if (type === 'object' || properties) return objectOf(properties ?? {})
  if (type === 'array') return fc.array(near(items ?? {}), { maxLength: 4 })
  if (type === 'integer') return whole(schema)
  if (type === 'number') return fc.oneof(whole(schema), evilNumber)
  if (type === 'boolean') return fc.boolean()
  if (type === 'string') return textOf(schema)
  return evilValue
}

function objectOf(properties: Record<string, Schema>): fc.Arbitrary<unknown> {
  const names = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, near(one)]),
  )
  const whole = fc.record(names)
  const partly = fc.record(names, { requiredKeys: [] })
  const more = fc
    .tuple(partly, evilText, evilValue)
    .map(([object, name, value]) => Object.defineProperty({ ...object }, name, own(value)))
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    { weight: 3, arbitrary: partly },
    { weight: 1, arbitrary: more },
  )
}

const own = (value: unknown) => ({ value, enumerable: true, configurable: true, writable: true })

const whole = ({ minimum = -1000, maximum = 1_000_000 }: Schema) =>
  fc.integer({ min: Math.ceil(Math.max(minimum, -(2 ** 31))), max: Math.min(maximum, 2 ** 31) })

const letters = fc.constantFrom(...'精密机械abcXYZ 012，。-_'.split(''))

function textOf({ format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'date') return fc.constantFrom('2030-12-31', '2026-11-24', '1999-01-01')
  if (format === 'date-time')
    return fc.constantFrom('2030-05-20T09:30:00+08:00', '2030-05-20T12:30:00Z')
  if (format === 'email') return fc.constantFrom('a@example.com', 'b+c@example.org')
  const size = { minLength: Math.min(minLength, 200), maxLength: Math.min(maxLength, 200) }
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: letters, ...size }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('13812345678', '2030-12-31', '2030-12-31T09:30', '123456'),
    },
    { weight: 1, arbitrary: evilText },
  )
}

/** The same as the fields of a form: texts, some of them several of one name, some of names that nobody gave. */
export function fieldsNear(schema: z.ZodType): fc.Arbitrary<[string, string][]> {
  const extra = fc.array(fc.tuple(fc.oneof(evilText, evilNames), evilText), { maxLength: 2 })
  return fc
    .tuple(valuesNear(schema), fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, extra))
    .map(([value, more]) => [...flatten('', value), ...more])
}

const evilNames = fc.constantFrom(
  ...['a[', 'a]', 'a[0]', 'a[99999999]', 'a.b.c', '__proto__.x', 'constructor.prototype.y'],
  ...['answer.__proto__', '[]', '.', 'a..b', 'intent', 'a[b][c]', '__intent__'],
)

function flatten(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item) => flatten(name || 'list', item))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) =>
      flatten(name ? `${name}.${key}` : key, one),
    )
  if (value === null || value === undefined) return []
  return [[name || 'value', value === true ? 'on' : String(value)]]
}
