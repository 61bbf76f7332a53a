import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '#app/domain/refusal.ts'
import { apply, fold } from '#app/domain/session/room/apply.ts'
import { audienceKey, project, specialKeys, viewFor } from '#app/domain/session/room/audience.ts'
import { type CommandType, commands, decide, mayUse } from '#app/domain/session/room/commands.ts'
import type { RoomEvent } from '#app/domain/session/room/event.ts'
import {
  emptyRoom,
  MAX_RETAINED_MESSAGES,
  type RoomState,
  shownRequests,
  standingsOf,
} from '#app/domain/session/room/state.ts'
import { applyFrame, emptyLabels, type WireEvent } from '#app/domain/session/room/view.ts'
import {
  audiences,
  bank,
  cap,
  cast,
  type Play,
  play,
  requestIds,
  scripts,
  underWay,
} from './script.ts'

const anyPlay = scripts.map(play)
const folded = (all: readonly (RoomEvent | null)[]) => fold(all.filter((item) => item !== null))

describe('the room', () => {
  it('shows each person exactly the fold of what was sent to them', () => {
    fc.assert(
      fc.property(anyPlay, ({ events, state }) => {
        for (const audience of audiences) {
          const own = folded(events.map((event) => project(event, audience)))
          expect(own).toEqual(viewFor(state, audience))
        }
      }),
    )
  })

  it('gives a late comer with a snapshot what one has who saw it all', () => {
    fc.assert(
      fc.property(anyPlay, fc.nat(), ({ events, state }, cut) => {
        const at = events.length === 0 ? 0 : cut % (events.length + 1)
        for (const audience of audiences) {
          const snapshot = viewFor(fold(events.slice(0, at)), audience)
          const tail = events.slice(at).map((event) => project(event, audience))
          const late = fold(
            tail.filter((item) => item !== null),
            snapshot,
          )
          expect(late).toEqual(viewFor(state, audience))
        }
      }),
    )
  })

  it('takes no event twice, though what a page fetched and what it is sent overlap', () => {
    fc.assert(
      fc.property(anyPlay, fc.nat(), ({ events, state }, cut) => {
        const from = events.length === 0 ? 0 : cut % (events.length + 1)
        const view = { ...emptyLabels(), seq: events.length, state }
        const again = events.slice(from) as WireEvent[]
        expect(applyFrame(view, again, events.length)).toEqual(view)
      }),
    )
  })

  it('sends one form of an event to all whom it does not single out', () => {
    fc.assert(
      fc.property(anyPlay, ({ events }) => {
        for (const event of events) {
          const special = specialKeys(event)
          const common = project(event, [])
          for (const audience of audiences) {
            if (!audience.some((key) => special.includes(key))) {
              expect(project(event, audience)).toEqual(common)
            }
          }
        }
      }),
    )
  })

  it('never lets more institutions have a request than its cap', () => {
    fc.assert(
      fc.property(anyPlay, ({ events }) => {
        let state = emptyRoom()
        for (const event of events) {
          state = apply(state, event)
          for (const request of Object.values(state.requests)) {
            expect(request.claims.length).toBeLessThanOrEqual(cap)
            expect(request.live).toBeLessThanOrEqual(request.cap)
          }
        }
      }),
    )
  })

  it('counts in the tally what the log recorded', () => {
    fc.assert(
      fc.property(anyPlay, ({ events, state }) => {
        const claims = events.filter((event) => event.type === 'claim_recorded').length
        const offers = events.filter((event) => event.type === 'offer_recorded').length
        const tally = standingsOf(state)
        expect(tally.claims).toBe(claims)
        expect(tally.offers).toBe(offers)
        expect(tally.leaders.reduce((sum, leader) => sum + leader.claims, 0)).toBe(claims)
      }),
    )
  })

  it('has shown the requests of the rounds that opened and those that were on stage, and no others', () => {
    fc.assert(
      fc.property(anyPlay, ({ events, state }) => {
        const shown = events.flatMap((event) => {
          if (event.type === 'staged') return event.body.requestId ?? []
          if (event.type !== 'round_opened') return []
          return event.body.requests.map(({ requestId }) => requestId)
        })
        expect([...shownRequests(state)].toSorted()).toEqual([...new Set(shown)].toSorted())
      }),
    )
  })

  it('keeps words between a participant and the hosts from everybody else', () => {
    fc.assert(
      fc.property(anyPlay, ({ events }) => {
        const asides = events.filter((event) => event.type === 'said' && event.body.aside)
        for (const event of asides) {
          const sees = audiences.filter((audience) => project(event, audience) !== null)
          const key = event.type === 'said' ? audienceKey.person(event.body.aside ?? '') : ''
          expect(sees.every((see) => see.includes(key) || see.includes('hosts'))).toBe(true)
        }
      }),
    )
  })

  it('tells the hosts of everybody who comes and goes, a screen how many, all others of hosts alone', () => {
    fc.assert(
      fc.property(anyPlay, ({ events, state }) => {
        const guest = viewFor(state, [audienceKey.person('someone')])
        expect(guest.arrived).toBe(0)
        expect(Object.values(guest.people).every(({ part }) => part === 'host')).toBe(true)
        expect(viewFor(state, [audienceKey.hosts]).people).toEqual(state.people)
        expect(viewFor(state, [audienceKey.screen]).arrived).toBe(state.arrived)
        const come = events.filter(
          (event) => event.type === 'arrived' && event.body.part !== 'host',
        )
        expect(come.flatMap((event) => project(event, []) ?? [])).toEqual([])
      }),
    )
  })

  it('gives the figures of an offer to its two sides alone, and nothing private to the screen', () => {
    fc.assert(
      fc.property(anyPlay, ({ state }) => {
        const screen = viewFor(state, [audienceKey.screen])
        expect([screen.people, screen.chat, screen.asides, screen.figures]).toEqual([
          {},
          [],
          {},
          {},
        ])
        const stranger = viewFor(state, [audienceKey.organization('stranger')])
        expect(stranger.figures).toEqual({})
        const other = viewFor(state, [audienceKey.organization(bank(0))])
        for (const figure of Object.values(other.figures)) {
          expect([figure.institutionId, figure.enterpriseId]).toContain(bank(0))
        }
      }),
    )
  })

  it('keeps a bounded number of words at hand', () => {
    fc.assert(
      fc.property(anyPlay, ({ state }: Play) => {
        expect(state.chat.length).toBeLessThanOrEqual(MAX_RETAINED_MESSAGES.chat)
      }),
    )
  })

  it('leaves the state that it is given as it was', () => {
    fc.assert(
      fc.property(anyPlay, ({ events }) => {
        let state = emptyRoom()
        for (const event of events) {
          const before = structuredClone(state)
          const next = apply(state, event)
          expect(state).toEqual(before)
          state = next
        }
      }),
    )
  })
})

describe('how much one may say', () => {
  const who = { personId: '1', organizationId: null, part: 'delegate', takes: false } as const
  const now = new Date('2030-05-08T06:00:00Z')
  const saidAt = (ms: number): RoomState => ({
    ...emptyRoom(),
    phase: 'live',
    chat: Array.from({ length: 8 }, (_, seq) => ({
      ...{ seq, personId: who.personId, organizationId: null },
      at: new Date(now.getTime() + ms).toISOString(),
    })),
  })
  const ask = (state: RoomState) => decide(state, { type: 'say', body: { text: '您好' } }, who, now)

  it('is eight words in ten seconds', () => {
    expect(ask(saidAt(-2000))).toMatchObject({ message: 'room_too_fast' })
    expect(ask(saidAt(-11_000))).toHaveProperty('events')
  })

  it('is not held against anybody by a node whose clock is ahead', () => {
    expect(ask(saidAt(60_000))).toHaveProperty('events')
  })
})

describe('the commands of the room', () => {
  const types = Object.keys(commands) as CommandType[]

  it.each(types)('%s says what it is for and who may use it', (type) => {
    expect(commands[type].does.length).toBeGreaterThan(10)
    expect(commands[type].by.length).toBeGreaterThan(0)
  })

  it.each(types)('%s is refused to everybody whom it does not name', (type) => {
    const at = new Date('2026-11-23T07:00:00Z')
    for (const who of cast) {
      const decision = decide(emptyRoom(), { type, body: {} }, who, at)
      if (!mayUse(type, who)) {
        expect(isRefusal(decision) && decision.refusal).toBe('forbidden')
      }
    }
  })

  it('refuse what nobody defined', () => {
    const who = cast[0]
    if (!who) throw new Error('The cast is empty.')
    for (const type of ['toString', 'shout', '']) {
      const decision = decide(emptyRoom(), { type, body: {} }, who, new Date(0))
      expect(isRefusal(decision) && decision.message).toBe('room_command_unknown')
    }
  })

  it('take no claim once the round is over, even before it is closed', () => {
    const { state } = play(underWay)
    expect(state.phase).toBe('live')
    const officer = cast.find((item) => item.takes)
    if (!officer) throw new Error('The cast has no loan officer.')
    const claim = { type: 'claim', body: { requestId: requestIds[0] } }
    const late = decide(state, claim, officer, new Date('2030-01-01T00:00:00Z'))
    expect(isRefusal(late) && late.message).toBe('round_over')
  })
})
