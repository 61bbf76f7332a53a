import type { RoomState } from '#app/domain/session/room/state.ts'
import type { CommandAnswer } from '#realtime/client'

/** A command whose outcome must outlive the form that sent it: the form may go while the answer is on its way. */
export interface Attempt {
  id: string
  type: string
  /** What a claim was for. */
  requestId: string | null
  /** The server's clock when it was sent. */
  at: number
  state: 'waiting' | 'done' | 'refused'
  message: string | null
  params: Record<string, unknown>
  dismissed: boolean
}

const MAX_ATTEMPTS = 100

export const withAttempt = (all: readonly Attempt[], attempt: Attempt): Attempt[] =>
  [...all, attempt].slice(-MAX_ATTEMPTS)

/** Puts the answer to what was sent; a claim that came through needs no word, its request says so. */
export const withAnswer = (all: readonly Attempt[], id: string, answer: CommandAnswer): Attempt[] =>
  all.map((attempt) => {
    if (attempt.id !== id) return attempt
    if (answer.ok) return { ...attempt, state: 'done' }
    const { message, params } = answer.refusal
    return { ...attempt, state: 'refused', message, params: params ?? {} }
  })

export const withDismissed = (all: readonly Attempt[], id: string): Attempt[] =>
  all.map((attempt) => (attempt.id === id ? { ...attempt, dismissed: true } : attempt))

/** Refusals that nobody has put away, the newest first. */
export const openRefusals = (all: readonly Attempt[]): Attempt[] =>
  all.filter(({ state, dismissed }) => state === 'refused' && !dismissed).reverse()

const closedMessages = ['round_over', 'round_not_open', 'round_ended', 'room_not_running']

export type Outcome =
  | { key: 'lost'; institutionIds: string[] }
  | { key: 'full' | 'closed' | 'other' }

/** What became of a refused claim: who was faster, or that time was up. */
export function outcomeOf({ type, message, requestId }: Attempt, state: RoomState): Outcome {
  if (type !== 'claim' || message === null) return { key: 'other' }
  if (message === 'round_request_full' || message === 'request_full') {
    const claims = state.requests[requestId ?? '']?.claims ?? []
    const institutionIds = [...new Set(claims.map((claim) => claim.institutionId))]
    return institutionIds.length > 0 ? { key: 'lost', institutionIds } : { key: 'full' }
  }
  return { key: closedMessages.includes(message) ? 'closed' : 'other' }
}
