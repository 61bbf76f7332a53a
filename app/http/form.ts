import { parseWithZod } from '@conform-to/zod/v4'
import type { TFunction } from 'i18next'
import type { z } from 'zod'
import type { ActionResult } from '#app/domain/action-result.ts'
import type { Refusal } from '#app/domain/refusal.ts'
import { REPLACEMENT_CHARACTER, soundText } from '#app/domain/text/sound.ts'
import { fieldsOf, isFieldOf } from './form-fields.ts'

const neverKept = /password|^code$/i
/** Tells several forms of one intent apart, so that the answer stands beside the right one. */
const FORM_NAME = 'form'

type Parsed<T> = { value: T } | { errors: ActionResult['errors'] }

/**
 * Values by the schema: empty fields count as absent, numbers and ticks are read as such.
 * @param form holds fields of the schema alone: see `ownFields`
 */
export function parseForm<S extends z.ZodType>(
  form: FormData,
  schema: S,
  t: TFunction,
): Parsed<z.output<S>> {
  const damaged = damagedFields(form)
  if (damaged.length > 0) {
    const errors = [t('invalid.damaged_text', { ns: 'refusal' })]
    return { errors: Object.fromEntries(damaged.map((name) => [name, errors])) }
  }
  const submission = parseWithZod(form, {
    schema,
    error: (issue) => explain(issue, t),
  })
  if (submission.status === 'success') return { value: submission.value }
  const entries = Object.entries(submission.error ?? {}).map(([name, messages]) => [
    name,
    (messages ?? []).map((message) =>
      t(`invalid.${message}`, { ns: 'refusal', defaultValue: message }),
    ),
  ])
  return { errors: Object.fromEntries(entries) }
}

/** Fields in whose text a character was lost on its way: only who typed it knows which. */
const damagedFields = (form: FormData): string[] => [
  ...new Set(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && value.includes(REPLACEMENT_CHARACTER) ? [name] : [],
    ),
  ),
]

/**
 * The fields that a schema reads, with texts that can be kept. Whatever else was sent is dropped before any parser
 * sees its name: a name with an index makes the parser build an array up to that index.
 */
export function ownFields(form: FormData, schema: z.ZodType): FormData {
  const fields = fieldsOf(schema)
  const own = new FormData()
  for (const [name, value] of form) {
    if (name !== FORM_NAME && !isFieldOf(fields, name)) continue
    own.append(name, typeof value === 'string' ? soundText(value) : value)
  }
  return own
}

/** zod's own findings in the user's words; a schema's own message is a key of `refusal:invalid`. */
export function explain(issue: z.core.$ZodRawIssue, t: TFunction): string {
  const { code, ...params } = issue as { code: string; input?: unknown; [name: string]: unknown }
  const key = code === 'invalid_type' && params.input === undefined ? 'required' : code
  const kind = typeof params.origin === 'string' ? `${key}_${params.origin}` : key
  return t([`invalid.${kind}`, `invalid.${key}`, 'invalid.invalid'], { ns: 'refusal', ...params })
}

/** The input as it was typed, to be shown again. */
export function keptValues(form: FormData): ActionResult['values'] {
  const texts = new Map<string, string[]>()
  for (const [name, value] of form) {
    if (typeof value !== 'string' || neverKept.test(name)) continue
    const known = texts.get(name)
    if (known) known.push(value)
    else texts.set(name, [value])
  }
  return Object.fromEntries(
    [...texts].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]),
  )
}

/** A verb's refusal as sentences by field, or for the whole form under ''. */
export function refusalErrors(refusal: Refusal, t: TFunction): ActionResult['errors'] {
  const sentence = (key: string) => t(key, { ns: 'refusal', ...refusal.params })
  if (!refusal.fields) return { '': [sentence(refusal.message)] }
  return Object.fromEntries(
    Object.entries(refusal.fields).map(([name, keys]) => [name, keys.map((key) => sentence(key))]),
  )
}
