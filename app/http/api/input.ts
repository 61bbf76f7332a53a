import type { TFunction } from 'i18next'
import type { z } from 'zod'
import { largestFile } from '#app/domain/file/file.ts'
import { isSound } from '#app/domain/text/sound.ts'
import { explain } from '../form.ts'
import { readCursor } from './cursor.ts'
import type { Operation } from './operation.ts'
import { type Fault, refuseApi } from './problem.ts'

const largestJson = 1024 * 1024

/** The bytes of a body, unread where it says that it is too long. @throws {Refusal} `too_large` */
export async function readBytes(request: Request, { takes }: Operation): Promise<Buffer> {
  const most = takes ? largestFile : largestJson
  const tooLarge = () =>
    refuseApi('too_large', 'api.too_large', { params: { megabytes: most / largestJson } })
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge()
  const bytes = Buffer.from(await request.arrayBuffer())
  if (bytes.length > most) throw tooLarge()
  return bytes
}

/** The body by the operation's schema, or the file as it came. @throws {Refusal} */
export function readBody(
  request: Request,
  bytes: Buffer,
  { takes, body }: Operation,
  t: TFunction,
): unknown {
  if (takes) {
    requireType(request, takes)
    return bytes
  }
  if (!body) return {}
  requireType(request, ['application/json'])
  return check(body, parseJson(bytes), 'body', t)
}

function requireType(request: Request, types: readonly string[]): void {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (types.includes(type)) return
  throw refuseApi('wrong_type', 'api.wrong_type', {
    params: { types: types.join(', ') },
    headers: { Accept: types.join(', ') },
  })
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refuseApi('malformed', 'api.malformed')
  }
}

/** The query by the operation's schema; a cursor becomes the id that it stands for. @throws {Refusal} */
export function readQuery(url: URL, { id, query, listed }: Operation, t: TFunction): unknown {
  const given: Record<string, string> = {}
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
  throw refuseApi('invalid', 'api.invalid', { faults })
}
