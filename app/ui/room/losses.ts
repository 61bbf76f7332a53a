import { openRounds, type RoomState, roundsToCome } from '#app/domain/session/room/state.ts'
import { span } from './context.ts'

/** A step that takes something away from the session, for good or for a while. */
export type LossyStep = 'pause' | 'start_talks' | 'end' | 'close_round'

export interface Loss {
  /** The key of a sentence below `room.confirm`. */
  key: string
  params?: Record<string, unknown>
}

/** What a step of the session takes away as it stands now, in the order in which it matters. */
export function lossesOf(state: RoomState, step: LossyStep, now: number): Loss[] {
  const running = openRounds(state).map(({ number, closesAt }) => ({
    key: 'round_runs',
    params: { number, left: span(Date.parse(closesAt ?? '') - now) },
  }))
  const unopened = roundsToCome(state).map(({ number }) => number)
  const leaves = step === 'end' || step === 'start_talks'
  return [
    ...running,
    ...(leaves && unopened.length > 0
      ? [{ key: 'rounds_unopened', params: { numbers: unopened } }]
      : []),
    ...(step !== 'pause' || running.length > 0 ? [{ key: step }] : []),
  ]
}
