import { type Refusal, refuse } from '../../refusal.ts'
import { isRoundOpen } from '../session.ts'
import type { Decision, Who } from './commands.ts'
import { offeredIn, openRounds, type RoomRound, type RoomState, reopenableUntil } from './state.ts'

const MIN_REOPEN_SECONDS = 60

interface RoundBody {
  roundId: string
  minutes?: number | undefined
}

/** Opens a planned round. To open one that is open already changes nothing: another host was a moment earlier. */
export function openRound(state: RoomState, { roundId, minutes }: RoundBody): Decision {
  const round = roundIn(state, roundId)
  if (!round) return refuse('missing', 'round_missing')
  if (isOpen(state, round)) return { events: [] }
  const hindrance = refuseAnotherRound(state)
  if (hindrance) return hindrance
  if (round.state !== 'planned') return refuse('conflict', 'round_was_open')
  if (offeredIn(state, round).length === 0) return refuse('conflict', 'round_nothing_offered')
  return { effect: { kind: 'open_round', roundId, minutes: minutes ?? round.minutes } }
}

export function extendRound(
  state: RoomState,
  { roundId, minutes, from }: { roundId: string; minutes: number; from?: string | undefined },
): Decision {
  const round = roundIn(state, roundId)
  if (!round) return refuse('missing', 'round_missing')
  if (!isOpen(state, round)) return refuse('conflict', 'round_ended')
  if (from !== undefined && from !== round.closesAt) return refuse('conflict', 'round_end_changed')
  return { effect: { kind: 'extend_round', roundId, minutes } }
}

/** Closes a round, also one that was left open outside of the session's course. */
export function closeRound(state: RoomState, { roundId }: RoundBody, who: Who, at: Date): Decision {
  const round = roundIn(state, roundId)
  if (!round) return refuse('missing', 'round_missing')
  if (round.state === 'closed') return { events: [] }
  if (!isRoundOpen(round.state)) return refuse('conflict', 'round_not_begun')
  const runs = at.toISOString() < (round.closesAt ?? '')
  if (who.part === 'system' && runs) return refuse('conflict', 'round_runs')
  return { effect: { kind: 'close_round', roundId } }
}

/** Opens a round again for the time that it had left when it was closed. */
export function reopenRound(
  state: RoomState,
  { roundId, minutes }: RoundBody,
  _: Who,
  at: Date,
): Decision {
  const round = roundIn(state, roundId)
  if (!round) return refuse('missing', 'round_missing')
  if (isOpen(state, round)) return { events: [] }
  const hindrance = refuseAnotherRound(state)
  if (hindrance) return hindrance
  if (round.state !== 'closed') return refuse('conflict', 'round_not_begun')
  if (at.getTime() > reopenableUntil(round)) return refuse('conflict', 'round_closed_for_good')
  if (offeredIn(state, round).length === 0) return refuse('conflict', 'round_nothing_offered')
  const seconds = minutes === undefined ? secondsLeft(round) : minutes * 60
  return { effect: { kind: 'reopen_round', roundId, seconds } }
}

/** What a closed round had left, and a minute at least. */
function secondsLeft({ closesAt, closedAt }: RoomRound): number {
  const left = Date.parse(closesAt ?? '') - Date.parse(closedAt ?? '')
  return Math.max(MIN_REOPEN_SECONDS, Math.ceil(left / 1000) || 0)
}

/** One round runs at a time: the room looks at one clock. */
function refuseAnotherRound(state: RoomState): Refusal | null {
  if (state.phase !== 'live') return refuse('conflict', 'room_not_live')
  const [other] = openRounds(state)
  if (!other) return null
  return refuse('conflict', 'round_another_open', { params: { number: other.number } })
}

const roundIn = ({ rounds }: RoomState, roundId: string): RoomRound | undefined =>
  rounds.find((round) => round.roundId === roundId)

const isOpen = (state: RoomState, round: RoomRound): boolean => openRounds(state).includes(round)
