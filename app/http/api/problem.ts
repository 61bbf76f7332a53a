import type { TFunction } from 'i18next'
import { type Refusal, refusalStatus, refuse } from '#app/domain/refusal.ts'

/** What can go wrong with a request of a program, with its status (RFC 9457). */
export const problems = {
  malformed: 400,
  signed_out: refusalStatus.signed_out,
  invalid_token: 401,
  forbidden: refusalStatus.forbidden,
  insufficient_scope: 403,
  missing: refusalStatus.missing,
  wrong_method: 405,
  conflict: refusalStatus.conflict,
  length_required: 411,
  address_too_long: 414,
  too_large: refusalStatus.too_large,
  wrong_type: 415,
  invalid: refusalStatus.invalid,
  too_many: refusalStatus.too_many,
  unexpected: 500,
  unavailable: refusalStatus.unavailable,
} as const
export type ProblemKind = keyof typeof problems

/** One thing that is wrong with what was sent: in the body by JSON pointer, else by the parameter's name. */
export interface Fault {
  pointer?: string
  parameter?: string
  detail: string
}

export interface Problem {
  type: string
  title: string
  status: number
  /** One sentence for people, in the language that was asked for. */
  detail: string
  /** The sentence's name, the same in every language, for programs to tell cases apart. */
  code: string
  errors?: Fault[]
  request_id: string
}

export type ApiRefusal = Error &
  Refusal & {
    problem?: ProblemKind
    faults?: readonly Fault[]
    headers?: Record<string, string>
  }

/** A refusal of the frame itself, before any verb was asked. */
export function refuseApi(
  problem: ProblemKind,
  message: string,
  more: Pick<ApiRefusal, 'faults' | 'headers'> & { params?: Refusal['params'] } = {},
): ApiRefusal {
  const { params = {}, ...rest } = more
  return Object.assign(refuse('invalid', message, { params }), { problem, ...rest })
}

export const problemType = (kind: ProblemKind): string => `/help/api#problem-${kind}`

interface Telling {
  kind: ProblemKind
  message: string
  params?: Refusal['params']
  errors?: readonly Fault[]
  requestId: string
}

export function problemOf(
  { kind, message, params = {}, errors, requestId }: Telling,
  t: TFunction,
): Problem {
  return {
    type: problemType(kind),
    title: t(`api:problem.${kind}.title`),
    status: problems[kind],
    detail: t(message, { ns: 'refusal', ...params }),
    code: message,
    ...(errors && errors.length > 0 ? { errors: [...errors] } : {}),
    request_id: requestId,
  }
}

/** A refusal, or whatever else went wrong, as the answer that a program gets. */
export function problemResponse(
  error: unknown,
  { t, requestId, headers }: { t: TFunction; requestId: string; headers: Headers },
): Response {
  const refusal = error as Partial<ApiRefusal>
  const known = refusal.refusal !== undefined && refusal.message !== undefined
  const kind: ProblemKind = known ? (refusal.problem ?? refusal.refusal!) : 'unexpected'
  const problem = problemOf(
    {
      kind,
      message: known ? refusal.message! : 'api.unexpected',
      params: refusal.params ?? {},
      errors: known ? (refusal.faults ?? fieldFaults(refusal, t)) : [],
      requestId,
    },
    t,
  )
  for (const [name, value] of Object.entries(refusal.headers ?? {})) headers.set(name, value)
  if (refusal.retryAfter) headers.set('Retry-After', String(Math.ceil(refusal.retryAfter)))
  if (kind === 'signed_out') headers.set('WWW-Authenticate', 'Bearer realm="lianqiao"')
  headers.set('Content-Type', 'application/problem+json')
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** What a verb says of the fields that it was given. */
const fieldFaults = ({ fields, params }: Partial<Refusal>, t: TFunction): Fault[] =>
  Object.entries(fields ?? {}).flatMap(([name, keys]) =>
    keys.map((key) => ({
      pointer: `#/${name.replaceAll('.', '/')}`,
      detail: t(key, { ns: 'refusal', ...params }),
    })),
  )
