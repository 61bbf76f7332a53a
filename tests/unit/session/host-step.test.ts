import { describe, expect, it } from 'vitest'
import { emptyRoom, type RoomRound, type RoomState } from '#app/domain/session/room/state.ts'
import { stepFrom } from '#app/ui/room/host-step.ts'

const round = (number: number, changes: Partial<RoomRound> = {}): RoomRound => ({
  ...{ roundId: `round ${number}`, number, minutes: 3, requestIds: [`request ${number}`] },
  ...{ state: 'planned', openedAt: null, closesAt: null, closedAt: null },
  ...changes,
})
const held = { state: 'closed', openedAt: '2026-11-23T07:00:00Z' } as const
const room = (changes: Partial<RoomState>): RoomState => ({ ...emptyRoom(), ...changes })

describe('What the console says of the end', () => {
  it('names the rounds that are still to come when talks begin', () => {
    const step = stepFrom(room({ phase: 'talks', rounds: [round(1, held), round(2), round(3)] }))
    expect(step).toMatchObject({ type: 'end', hint: 'end_unopened', rounds: [2, 3] })
  })

  it('calls all rounds over only when they were held', () => {
    expect(stepFrom(room({ phase: 'talks', rounds: [round(1, held)] })).hint).toBe('end')
    expect(stepFrom(room({ phase: 'talks' })).hint).toBe('end_none')
  })

  it('passes over a round whose requests have all ended', () => {
    const ended = { 'request 1': 'withdrawn', 'request 2': 'awarded' } as const
    const rounds = [round(1), round(2), round(3)]
    const live = room({ phase: 'live', rounds, ended })
    expect(stepFrom(live)).toMatchObject({ type: 'open_round', body: { roundId: 'round 3' } })
    expect(stepFrom({ ...live, rounds: rounds.slice(0, 2) }).hint).toBe('end_none')
  })
})
