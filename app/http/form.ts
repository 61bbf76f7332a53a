import { parseWithZod } from '@conform-to/zod/v4'
import type { TFunction } from 'i18next'
import type { z } from 'zod'
import { type Refusal, refuse } from '#app/domain/refusal.ts'
import type { ActionReply } from '#app/domain/reply.ts'
import { soundText } from '#app/domain/text/sound.ts'

/** Two files of twenty megabytes, as an application has, and some words around them. */
const largestBody = 41 * 1024 * 1024
const neverKept = /password|^code$/i

/** @throws {Refusal} `too_large`, or `invalid` for a body that is no form */
export async function readForm(request: Request): Promise<FormData> {
  const length = Number(request.headers.get('content-length') ?? 0)
  if (length > largestBody)
    throw refuse('too_large', 'form_too_large', { params: { megabytes: 40 } })
  return request.formData().catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error
    throw refuse('invalid', 'form_unreadable')
  })
}

type Parsed<T> = { value: T } | { errors: ActionReply['errors'] }

/** Values by the schema: empty fields count as absent, numbers and ticks are read as such. */
export function parseForm<S extends z.ZodType>(
  form: FormData,
  schema: S,
  t: TFunction,
): Parsed<z.output<S>> {
  const submission = parseWithZod(withoutForeign(form), {
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

/** Names that mean something to the library or to JavaScript itself, and are no field of ours. */
const foreign = /(^|[.[])(__|constructor\b|prototype\b)/

/** The fields that can be ours, with texts that can be kept. */
function withoutForeign(form: FormData): FormData {
  const own = new FormData()
  for (const [name, value] of form) {
    if (foreign.test(name)) continue
    own.append(soundText(name), typeof value === 'string' ? soundText(value) : value)
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
export function keptValues(form: FormData): ActionReply['values'] {
  const values: ActionReply['values'] = {}
  for (const name of new Set(form.keys())) {
    if (neverKept.test(name)) continue
    const texts = form.getAll(name).filter((value) => typeof value === 'string')
    if (texts.length > 0) values[name] = texts.length === 1 ? texts[0]! : texts
  }
  return values
}

/** A verb's refusal as sentences by field, or for the whole form under ''. */
export function refusalErrors(refusal: Refusal, t: TFunction): ActionReply['errors'] {
  const sentence = (key: string) => t(key, { ns: 'refusal', ...refusal.params })
  if (!refusal.fields) return { '': [sentence(refusal.message)] }
  return Object.fromEntries(
    Object.entries(refusal.fields).map(([name, keys]) => [name, keys.map((key) => sentence(key))]),
  )
}
