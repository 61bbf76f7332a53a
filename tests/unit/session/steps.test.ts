import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '#app/domain/refusal.ts'
import { apply, fold } from '#app/domain/session/room/apply.ts'
import { audienceKey, viewFor } from '#app/domain/session/room/audience.ts'
import { decide, type Who } from '#app/domain/session/room/commands.ts'
import type { RoomEvent } from '#app/domain/session/room/event.ts'
import {
  announcementAt,
  emptyRoom,
  MAX_REOPEN_MINUTES,
  openRounds,
  type RoomState,
} from '#app/domain/session/room/state.ts'
import { cast, play, requestIds, roundIds, scripts, underWay } from './script.ts'

const host = cast[0] as Who
const officer = cast.find(({ takes }) => takes) as Who
const instant = (minutes: number) => new Date(Date.parse('2026-11-23T07:00:00Z') + minutes * 60_000)

/** Plays the first round of a session that is under way, and then these commands of the host. */
const afterHost = (...commands: { type: string; body?: unknown }[]) =>
  play([
    ...underWay,
    ...commands.map(({ type, body = {} }) => ({ who: 0, command: { type, body } })),
  ])

const ask = (state: RoomState, type: string, body: unknown, who = host, at = instant(1)) =>
  decide(state, { type, body }, who, at)
const refusalOf = (decision: ReturnType<typeof decide>) =>
  isRefusal(decision) ? decision.message : 'none'

describe('a break and talks', () => {
  it('end the round that runs, and nothing is taken in them', () => {
    for (const type of ['pause', 'start_talks', 'end']) {
      const { state } = afterHost({ type })
      expect(state.rounds[0]?.state).toBe('closed')
      const claim = ask(state, 'claim', { requestId: requestIds[0] }, officer)
      expect(refusalOf(claim)).toBe('round_not_open')
    }
  })

  it('take no claim in a log of a time when rounds ran on in a break', () => {
    const { state, events } = play(underWay)
    const seq = events.length + 1
    const paused = { type: 'phase_changed', body: { to: 'break' }, seq, by: null } as const
    const before = apply(state, { ...paused, at: instant(1).toISOString() })
    expect(openRounds(before)).toEqual([])
    const claim = ask(before, 'claim', { requestId: requestIds[0] }, officer)
    expect(refusalOf(claim)).toBe('round_not_open')
  })

  it('leave no round open in any course of any session', () => {
    fc.assert(
      fc.property(scripts.map(play), ({ state }) => {
        const open = state.rounds.filter((round) => ['open', 'extended'].includes(round.state))
        expect(open.length).toBeLessThanOrEqual(state.phase === 'live' ? 1 : 0)
      }),
    )
  })

  it('lead back to the session', () => {
    for (const type of ['pause', 'start_talks']) {
      expect(afterHost({ type }, { type: 'resume' }).state.phase).toBe('live')
    }
  })
})

describe('a round that was closed too early', () => {
  const closed = () => afterHost({ type: 'close_round', body: { roundId: roundIds[0] } }).state

  it('goes on for the time that it had left', () => {
    const state = closed()
    const [round] = state.rounds
    const left = Date.parse(round?.closesAt ?? '') - Date.parse(round?.closedAt ?? '')
    expect(ask(state, 'reopen_round', { roundId: roundIds[0] })).toEqual({
      effect: { kind: 'reopen_round', roundId: roundIds[0], seconds: left / 1000 },
    })
  })

  it('goes on for a minute at least, or as long as the host says', () => {
    const over = closed()
    const [round] = over.rounds
    const state = {
      ...over,
      rounds: over.rounds.map((item) => ({ ...item, closesAt: round?.closedAt ?? null })),
    }
    const reopen = (body: object) => ask(state, 'reopen_round', { roundId: roundIds[0], ...body })
    expect(reopen({})).toMatchObject({ effect: { seconds: 60 } })
    expect(reopen({ minutes: 2 })).toMatchObject({ effect: { seconds: 120 } })
  })

  it('stays closed once some minutes have passed, in a break, and while another one runs', () => {
    const state = closed()
    const reopen = (other: RoomState, at?: Date) =>
      refusalOf(ask(other, 'reopen_round', { roundId: roundIds[0] }, host, at))
    expect(reopen(state, instant(MAX_REOPEN_MINUTES + 1))).toBe('round_closed_for_good')
    expect(reopen({ ...state, phase: 'break' })).toBe('room_not_live')
    const next = { type: 'open_round', body: { roundId: roundIds[1] } }
    const other = afterHost({ type: 'close_round', body: { roundId: roundIds[0] } }, next).state
    expect(reopen(other)).toBe('round_another_open')
  })
})

describe('two hosts who press at once', () => {
  it('open one round, whichever each of them wants', () => {
    const { state } = play(underWay)
    expect(ask(state, 'open_round', { roundId: roundIds[0] })).toEqual({ events: [] })
    expect(refusalOf(ask(state, 'open_round', { roundId: roundIds[1] }))).toBe('round_another_open')
  })

  it('give a round more minutes once', () => {
    const { state } = play(underWay)
    const from = state.rounds[0]?.closesAt
    const extend = { roundId: roundIds[0], minutes: 2, from }
    expect(ask(state, 'extend_round', extend)).toHaveProperty('effect')
    const after = afterHost({ type: 'extend_round', body: extend }).state
    expect(refusalOf(ask(after, 'extend_round', extend))).toBe('round_end_changed')
  })

  it('put on stage what follows on what they see there', () => {
    const { state } = play(underWay)
    const first = { requestId: requestIds[0], after: 'none' }
    const second = { requestId: requestIds[1], after: 'none' }
    expect(ask(state, 'stage', first)).toHaveProperty('events')
    const staged = afterHost({ type: 'stage', body: first }).state
    expect(ask(staged, 'stage', first)).toEqual({ events: [] })
    expect(refusalOf(ask(staged, 'stage', second))).toBe('stage_changed')
    const onward = { ...second, after: staged.stage?.since }
    expect(ask(staged, 'stage', onward)).toMatchObject({ events: [{ type: 'staged' }] })
  })

  it('take a step of the session once, and close a round once', () => {
    const { state } = afterHost({ type: 'close_round', body: { roundId: roundIds[0] } })
    expect(ask(state, 'go_live', {})).toEqual({ events: [] })
    expect(ask(state, 'close_round', { roundId: roundIds[0] })).toEqual({ events: [] })
  })

  it('read who did what, the last at the end', () => {
    const { state } = afterHost({ type: 'stage', body: { requestId: requestIds[0] } })
    expect(state.acts.slice(-2)).toMatchObject([
      { type: 'round_opened', personId: host.personId, subject: roundIds[0] },
      { type: 'staged', personId: host.personId, subject: requestIds[0] },
    ])
  })
})

describe('an empty round', () => {
  it('is not opened', () => {
    const { state } = afterHost({ type: 'close_round', body: { roundId: roundIds[0] } })
    const rounds = state.rounds.map((round) => ({ ...round, requestIds: [] }))
    const open = ask({ ...state, rounds }, 'open_round', { roundId: roundIds[1] })
    expect(refusalOf(open)).toBe('round_nothing_offered')
  })
})

describe('an announcement', () => {
  const announced = (body: object) => afterHost({ type: 'announce', body }).state
  const stands = (state: RoomState, at: Date) => announcementAt(state, at.getTime()) !== null

  it('stands for the time that it was given, or until it is taken down', () => {
    const brief = announced({ text: '请就座', seconds: 60 })
    const [{ at } = { at: '' }] = brief.announcements
    const later = (seconds: number) => new Date(Date.parse(at) + seconds * 1000)
    expect(stands(brief, later(59))).toBe(true)
    expect(stands(brief, later(61))).toBe(false)
    expect(stands(announced({ text: '请就座' }), later(36_000))).toBe(true)
  })

  it('gives way to the next one, and ends with the session', () => {
    const next = afterHost(
      { type: 'announce', body: { text: '第一轮即将开始' } },
      { type: 'announce', body: { text: '请就座', seconds: 10 } },
    ).state
    expect(next.announcements).toHaveLength(1)
    const over = afterHost({ type: 'announce', body: { text: '请就座' } }, { type: 'end' })
    expect(over.state.announcements).toEqual([])
  })

  it('is withdrawn like other words, from the screen too', () => {
    const state = announced({ text: '请就座' })
    const seq = state.announcements[0]?.seq ?? 0
    expect(ask(state, 'take_down', { seq })).toEqual({
      effect: { kind: 'take_down', seq, announcement: true },
    })
    const after = afterHost(
      { type: 'announce', body: { text: '请就座' } },
      { type: 'take_down', body: { seq } },
    ).state
    expect(viewFor(after, [audienceKey.screen]).announcements).toEqual([])
  })

  it('of an older log stands until the next one', () => {
    const at = instant(0).toISOString()
    const old = { seq: 1, at, type: 'announced', body: {}, by: null } as RoomEvent
    expect(stands(fold([old], { ...emptyRoom(), phase: 'live' }), instant(60))).toBe(true)
  })
})

describe('after the end', () => {
  it('nothing is said, staged, announced or offered, and nobody is sent out or let in', () => {
    const { state } = play([...underWay, { who: 0, command: { type: 'end', body: {} } }])
    const personId = (cast[4] as Who).personId
    const bodies = {
      say: { text: '您好' },
      stage: {},
      announce: { text: '散会' },
      remove: { personId, reason: '冒用他人名义' },
    }
    for (const [type, body] of Object.entries(bodies))
      expect([type, refusalOf(ask(state, type as keyof typeof bodies, body))]).toEqual([
        type,
        'room_not_running',
      ])
  })
})

describe('who was sent out', () => {
  const guest = cast[4] as Who
  const remove = { type: 'remove', body: { personId: guest.personId, reason: '冒用他人名义' } }

  it('is not sent out without a reason', () => {
    const { state } = play(underWay)
    expect(refusalOf(ask(state, 'remove', { personId: guest.personId }))).toBe('check_fields')
  })

  it('can be let in again, and is not counted twice', () => {
    const before = play(underWay).state
    const out = afterHost(remove).state
    expect(out.people).not.toHaveProperty(guest.personId)
    expect(out.removed[guest.personId]).toMatchObject({ organizationId: guest.organizationId })
    const back = play([
      ...underWay,
      { who: 0, command: remove },
      { who: 0, command: { type: 'readmit', body: { personId: guest.personId } } },
      { who: 4, command: { type: 'arrive', body: {} } },
    ]).state
    expect(back.people[guest.personId]).toEqual(before.people[guest.personId])
    expect(back.arrived).toBe(before.arrived)
    expect(back.removed).toEqual({})
  })

  it('stays in the hosts’ log after being let in again', () => {
    const back = play([
      ...underWay,
      { who: 0, command: remove },
      { who: 0, command: { type: 'readmit', body: { personId: guest.personId } } },
    ]).state
    const { personId } = guest
    expect(viewFor(back, [audienceKey.hosts]).admissionActs).toMatchObject([
      { type: 'removed', personId, byPersonId: host.personId },
      { type: 'readmitted', personId, byPersonId: host.personId },
    ])
    expect(viewFor(back, [audienceKey.person('somebody')]).admissionActs).toEqual([])
  })

  it('is known to the hosts alone', () => {
    const { state } = afterHost(remove)
    expect(viewFor(state, [audienceKey.person('somebody')]).removed).toEqual({})
    expect(viewFor(state, [audienceKey.hosts]).removed).toEqual(state.removed)
  })
})
