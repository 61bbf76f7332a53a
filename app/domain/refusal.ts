/** The few ways in which the market says no. Everything else that goes wrong is a bug and stays an exception. */
export const refusalStatus = {
  signed_out: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  too_large: 413,
  invalid: 422,
  too_many: 429,
  unavailable: 503,
} as const

export type RefusalCode = keyof typeof refusalStatus

export interface Refusal {
  refusal: RefusalCode
  /** Key of the sentence in the `refusal` messages; it says what to do. */
  message: string
  params: Record<string, string | number>
  /** Per field, keys of the `refusal` messages; only with `invalid`. */
  fields?: Record<string, string[]>
  /** Seconds until another try makes sense; only with `too_many`. */
  retryAfter?: number
}

/**
 * Makes the error that a verb throws to refuse. It is told by its `refusal` tag and never by its class:
 * domain code is loaded twice, by Node and inside the bundle.
 */
export function refuse(
  code: RefusalCode,
  message: string,
  more: Partial<Pick<Refusal, 'params' | 'fields' | 'retryAfter'>> = {},
): Error & Refusal {
  return Object.assign(new Error(`${code}: ${message}`), {
    refusal: code,
    message,
    params: {},
    ...more,
  })
}

export function isRefusal(error: unknown): error is Error & Refusal {
  return typeof error === 'object' && error !== null && 'refusal' in error
}
