import { isRefusal, type Refusal, refuse } from '#app/domain/refusal.ts'
import { isBusyError } from '#db'

export const RETRY_AFTER_SECONDS = 5

/** What is told where too much is under way. */
export const refuseBusy = (): Error & Refusal =>
  refuse('unavailable', 'busy', { retryAfter: RETRY_AFTER_SECONDS })

/** Returns the refusal that an error stands for; null for an error that is a fault of ours. */
export function asRefusal(error: unknown): (Error & Refusal) | null {
  if (isRefusal(error)) return error
  return isBusyError(error) ? refuseBusy() : null
}
