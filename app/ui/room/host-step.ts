import type { CommandType } from '#app/domain/session/room/commands.ts'
import {
  offeredIn,
  openRounds,
  type RoomState,
  roundsToCome,
} from '#app/domain/session/room/state.ts'

/** What the host does next, with the keys of its words below `room.console`. */
export interface Step {
  /** Null where there is nothing to do but wait. */
  type: CommandType | null
  body?: Record<string, string>
  label?: string
  hint: string
  params?: Record<string, unknown>
  /** The numbers of the rounds that the hint names. */
  rounds?: number[]
}

/** Returns what the host does next, from where the session stands. */
export function stepFrom(state: RoomState): Step {
  switch (state.phase) {
    case 'published':
      return { type: 'open_lobby', label: 'step.open_lobby', hint: 'open_lobby' }
    case 'lobby':
      return { type: 'go_live', label: 'step.go_live', hint: 'go_live' }
    case 'break':
      return { type: 'resume', label: 'step.resume', hint: 'resume' }
    case 'talks':
      return endStep(state)
    case 'live':
      return liveStep(state)
    case 'ended':
    case 'archived':
      return { type: null, hint: 'done' }
    default:
      return { type: null, hint: 'publish' }
  }
}

/** The end, and what of the rounds is left undone. */
function endStep(state: RoomState): Step {
  const step = { type: 'end', label: 'step.end' } as const
  const unopened = roundsToCome(state).map(({ number }) => number)
  if (unopened.length > 0) return { ...step, hint: 'end_unopened', rounds: unopened }
  return { ...step, hint: state.rounds.some((round) => round.openedAt) ? 'end' : 'end_none' }
}

function liveStep(state: RoomState): Step {
  if (openRounds(state).length > 0) return { type: null, hint: 'running' }
  const [next] = roundsToCome(state)
  if (!next) return endStep(state)
  return {
    type: 'open_round',
    body: { roundId: next.roundId },
    label: 'open_round',
    hint: 'open_round',
    params: { count: offeredIn(state, next).length, minutes: next.minutes, number: next.number },
  }
}
