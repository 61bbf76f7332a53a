import fc from 'fast-check'
import type { z } from 'zod'
import { fieldsOf } from '#app/http/form-fields.ts'
import { fieldsNear, valuesNear } from './values.ts'

/** Mostly a few, sometimes as many as a budget is there to refuse. */
const count = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: 13, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 401, max: 8000 }) },
)

const alphabet = fc.constantFrom('x', '长', '%', '"', '\\', '👩', '[', '&', ' ')

/** Texts of one character, up to some ten thousand times. */
export const longText = fc
  .tuple(alphabet, count, fc.constantFrom(1, 10))
  .map(([character, times, more]) => character.repeat(times * more))

/** JSON of unusual shape: deep, wide, long, or with many names; written out, since most writers stop at such depth. */
export const nastyJsonText: fc.Arbitrary<string> = fc.oneof(
  count.map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  count.map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  count.map((depth) => `${'[{"items":'.repeat(depth)}[]${'}]'.repeat(depth)}`),
  count.map((length) => `[${Array.from({ length }, (_, at) => at).join(',')}]`),
  count.map((length) => `[${Array.from({ length }, () => '"x"').join(',')}]`),
  count.map((length) => `{${Array.from({ length }, (_, at) => `"n${at}":${at}`).join(',')}}`),
  longText.map((text) => JSON.stringify(text)),
  fc.integer({ min: 1, max: 400 }).map((digits) => '9'.repeat(digits)),
)

const HOLE = '@hole@'

/** What a schema takes as JSON, with a value of unusual shape in one place, or under a name of its own. */
export function jsonNear(schema: z.ZodType): fc.Arbitrary<string> {
  return fc
    .tuple(valuesNear(schema), fc.nat(50), fc.oneof(longText, fc.constant('')), nastyJsonText)
    .map(([value, at, name, text]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return text
      const names = Object.keys(value)
      const place = name || names[at % Math.max(names.length, 1)] || 'a'
      const holed = Object.defineProperty({ ...value }, place, {
        value: HOLE,
        enumerable: true,
        configurable: true,
      })
      return JSON.stringify(holed).replace(`"${HOLE}"`, () => text)
    })
}

const bend = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(name),
    fc.nat(10_000_000).map((index) => `${name}[${index}]`),
    count.map((depth) => name + '[a]'.repeat(depth)),
    count.map((depth) => name + '.a'.repeat(depth)),
    count.map((depth) => `${name}${'[0]'.repeat(depth)}.b`),
    longText.map((text) => `${name}.${text}`),
    longText.map((text) => `${name}${text}`),
    fc.constantFrom(`${name}[]`, `${name}.`, `.${name}`, `${name}[`, `${name}[-1]`, `${name}[1e9]`),
  )

/** The fields of a form with its own names bent, given often, or with texts that are long. */
export function formNear(schema: z.ZodType): fc.Arbitrary<[string, string][]> {
  const { names, prefixes } = fieldsOf(schema)
  const own = [...names, ...prefixes.map((prefix) => `${prefix}x`), 'form']
  const more = fc
    .tuple(fc.constantFrom(...own).chain(bend), longText, count, fc.boolean())
    .map(([name, text, times, differ]) =>
      Array.from({ length: times }, (_, at): [string, string] => [
        differ ? `${name}${at}` : name,
        times > 20 ? text.slice(0, 8) : text,
      ]),
    )
  return fc
    .tuple(fieldsNear(schema), fc.array(more, { minLength: 1, maxLength: 2 }))
    .map(([fields, rest]) => [...fields, ...rest.flat()])
}
