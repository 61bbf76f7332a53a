import type { TFunction } from 'i18next'
import type { z } from 'zod'
import { isSound } from '#app/domain/text/sound.ts'
import { type Budget, MAX_FAULTS } from '../budget.ts'
import { explain } from '../form.ts'
import type { Gate } from '../gate.ts'
import { measureJson } from '../measure-json.ts'
import { readBody as readWithin } from '../read-form.ts'
import { readCursor } from './cursor.ts'
import type { Operation } from './operation.ts'
import { type Fault, refuseApi } from './problem.ts'

/** The bytes of a body, unread where it says that it is too long. @throws {Refusal} `too_large`, `unavailable` */
export async function readBytes(
  request: Request,
  { budget }: Operation,
  largeBodies: Gate,
): Promise<Buffer> {
  const tooLarge = (kilobytes: number) =>
    refuseApi('too_large', 'api.too_large', { params: { kilobytes } })
  return readWithin(request, budget, { large: largeBodies, tooLarge })
}

/** The body by the operation's schema, or the file as it came. @throws {Refusal} */
export function readBody(
  request: Request,
  bytes: Buffer,
  { takes, body, budget }: Operation,
  t: TFunction,
): unknown {
  if (takes) {
    requireType(request, takes)
    return bytes
  }
  if (!body) return {}
  requireType(request, ['application/json'])
  return check(body, parseJson(bytes, budget), 'body', t)
}

function requireType(request: Request, types: readonly string[]): void {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (types.includes(type)) return
  throw refuseApi('wrong_type', 'api.wrong_type', {
    params: { types: types.join(', ') },
    headers: { Accept: types.join(', ') },
  })
}

function parseJson(bytes: Buffer, { depth, values }: Budget): unknown {
  const measured = measureJson(bytes, { depth, values })
  if (measured !== 'fits') {
    throw refuseApi('too_large', `api.${measured}`, { params: { depth, values } })
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refuseApi('malformed', 'api.malformed')
  }
}

/** The query by the operation's schema; a cursor becomes the id that it stands for. @throws {Refusal} */
export function readQuery(url: URL, { id, query, listed }: Operation, t: TFunction): unknown {
  const given: Record<string, string> = Object.create(null)
  for (const [name, value] of url.searchParams) {
    if (name in given) throw wrong('parameter', [name], t('api.repeated', { ns: 'refusal' }))
    if (value !== '') given[name] = value
  }
  const read = check(query, given, 'query', t) as { cursor?: string }
  if (!listed) return read
  const { cursor, ...rest } = read
  if (cursor === undefined) return rest
  const before = readCursor(id, cursor)
  if (before === null) throw wrong('parameter', ['cursor'], t('api.cursor', { ns: 'refusal' }))
  return { ...rest, before }
}

const wrong = (where: 'parameter' | 'pointer', path: readonly PropertyKey[], detail: string) =>
  refuseApi('invalid', 'api.invalid', { faults: [faultAt(where, path, detail)] })

function faultAt(
  where: 'parameter' | 'pointer',
  path: readonly PropertyKey[],
  detail: string,
): Fault {
  if (where === 'parameter') return { parameter: String(path[0] ?? ''), detail }
  const steps = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))
  return { pointer: `#${steps.map((step) => `/${step}`).join('')}`, detail }
}

/** A value by a schema. @throws {Refusal} `invalid` with every fault and where it is */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  of: 'body' | 'query',
  t: TFunction,
): z.output<S> {
  if (!isSound(value)) throw refuseApi('invalid', 'api.unsound')
  const result = schema.safeParse(value, { error: (issue) => explain(issue, t) })
  if (result.success) return result.data
  const where = of === 'body' ? 'pointer' : 'parameter'
  const faults = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) =>
          faultAt(where, [...issue.path, key], t('api.unknown', { ns: 'refusal' })),
        )
      : faultAt(
          where,
          issue.path,
          t(`invalid.${issue.message}`, { ns: 'refusal', defaultValue: issue.message }),
        ),
  )
  throw refuseApi('invalid', 'api.invalid', { faults: faults.slice(0, MAX_FAULTS) })
}
