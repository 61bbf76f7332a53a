import fc from 'fast-check'
import { apply } from '#app/domain/session/room/apply.ts'
import { type Audience, audienceKey } from '#app/domain/session/room/audience.ts'
import { type Command, decide, type Effect, type Who } from '#app/domain/session/room/commands.ts'
import type { Draft, RoomEvent } from '#app/domain/session/room/event.ts'
import { emptyRoom, type RoomState } from '#app/domain/session/room/state.ts'
import { isRoundOpen, sessionMachine } from '#app/domain/session/session.ts'
import { findTransition } from '#app/domain/state-machine.ts'

/** A cast, and random scripts that they play; effects answer as the nouns behind them would. */
const id = (kind: number, n: number) =>
  `00000000-0000-7000-8${kind}00-${String(n).padStart(12, '0')}`
export const bank = (n: number) => id(2, n)
const firm = id(3, 0)
export const requestIds = [id(4, 0), id(4, 1), id(4, 2)]
export const roundIds = [id(5, 0), id(5, 1)]
const itemIds = [id(6, 0), id(6, 1)]
export const cap = 2

const person = (n: number, part: Who['part'], organizationId: string, takes = false): Who => ({
  personId: id(1, n),
  organizationId,
  part,
  takes,
})

export const cast: Who[] = [
  person(0, 'host', id(7, 0)),
  person(1, 'delegate', bank(0), true),
  person(2, 'delegate', bank(1), true),
  person(3, 'delegate', bank(2), true),
  person(4, 'delegate', firm),
  person(5, 'observer', id(3, 1)),
]

export const audiences: Audience[] = [
  ...cast.map((who) => [
    audienceKey.person(who.personId),
    audienceKey.organization(who.organizationId ?? ''),
    ...(who.part === 'host' ? [audienceKey.hosts] : []),
    ...(who.takes ? [audienceKey.institutions] : []),
  ]),
  [audienceKey.screen],
  [],
]

export interface Line {
  who: number
  command: Command
}

const one = <T>(values: readonly T[]) => fc.constantFrom(...values)
const command = fc.oneof(
  ...['open_lobby', 'go_live', 'pause', 'resume', 'start_talks', 'end', 'arrive'].map((type) =>
    fc.constant<Command>({ type, body: {} }),
  ),
  { weight: 6, arbitrary: fc.constant<Command>({ type: 'arrive', body: {} }) },
  fc.record({
    type: fc.constant('remove'),
    body: fc.record({
      personId: one(cast).map((c) => c.personId),
      reason: fc.constant('冒用他人名义'),
    }),
  }),
  fc.record({
    type: fc.constant('readmit'),
    body: fc.record({ personId: one(cast).map((c) => c.personId) }),
  }),
  fc.record({ type: fc.constant('stage'), body: fc.record({ itemId: one(itemIds) }) }),
  { weight: 4, arbitrary: fc.constant<Command>({ type: 'say', body: { text: '您好' } }) },
  {
    weight: 3,
    arbitrary: fc.constant<Command>({ type: 'say', body: { text: '请教', toHosts: true } }),
  },
  fc.record({
    type: fc.constant('say'),
    body: fc.record({ text: fc.constant('答复'), to: one(cast).map((c) => c.personId) }),
  }),
  fc.record({
    type: fc.constant('take_down'),
    body: fc.record({ seq: fc.integer({ min: 1, max: 60 }) }),
  }),
  fc.record({
    type: fc.constant('announce'),
    body: fc.record(
      { text: fc.constant('开始'), seconds: one([10, 60]) },
      { requiredKeys: ['text'] },
    ),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('open_round'),
      body: fc.record({ roundId: one(roundIds) }),
    }),
  },
  fc.record({
    type: fc.constant('extend_round'),
    body: fc.record({ roundId: one(roundIds), minutes: fc.constant(2) }),
  }),
  ...['close_round', 'reopen_round'].map((type) =>
    fc.record({ type: fc.constant(type), body: fc.record({ roundId: one(roundIds) }) }),
  ),
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('claim'),
      body: fc.record({ requestId: one(requestIds) }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Command>({
      type: 'offer',
      body: {
        threadId: id(8, 1),
        amountFen: 1,
        rateBp: 1,
        termMonths: 1,
        guarantees: ['credit'],
        validUntil: '2026-12-31',
      },
    }),
  },
)

const script: fc.Arbitrary<Line> = fc.record({
  who: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat({ max: cast.length - 1 })),
  command,
})

export const underWay: Line[] = [
  { who: 0, command: { type: 'open_lobby', body: {} } },
  ...cast.map((_, who) => ({ who, command: { type: 'arrive', body: {} } })),
  { who: 0, command: { type: 'go_live', body: {} } },
  { who: 0, command: { type: 'open_round', body: { roundId: roundIds[0] } } },
]

/** Most scripts begin in a session that is under way, so that they get somewhere. */
export const scripts: fc.Arbitrary<Line[]> = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.array(script, { maxLength: 120, size: 'max' }))
  .map(([start, lines]) => (start === 0 ? lines : [...underWay, ...lines]))

export interface Play {
  state: RoomState
  events: RoomEvent[]
}

/** Plays a script from the beginning; every line takes a second. */
export function play(lines: readonly Line[]): Play {
  const events: RoomEvent[] = []
  let state = emptyRoom()
  let now = Date.parse('2026-11-23T07:00:00Z')
  const add = (draft: Draft, by: Who) => {
    const { text: _, ...fact } = draft
    const event = {
      by,
      ...fact,
      seq: events.length + 1,
      at: new Date(now).toISOString(),
    } as RoomEvent
    const { personId, organizationId } = event.by ?? by
    events.push({ ...event, by: { personId, organizationId } } as RoomEvent)
    state = apply(state, events.at(-1) as RoomEvent)
  }
  add({ type: 'agenda_set', body: agenda }, cast[0] as Who)
  for (const { who, command } of lines) {
    now += 1000
    const by = cast[who] as Who
    const decision = decide(state, command, by, new Date(now))
    if ('refusal' in decision) continue
    const drafts = 'events' in decision ? decision.events : answer(state, decision.effect, by, now)
    for (const draft of drafts) add(draft, by)
  }
  return { state, events }
}

const agenda = {
  items: itemIds.map((itemId, n) => ({
    itemId,
    kind: 'request' as const,
    minutes: 5,
    requestId: requestIds[n] ?? null,
    productId: null,
  })),
  rounds: roundIds.map((roundId, n) => ({ roundId, number: n + 1, minutes: 3, requestIds })),
}

const placesIn = (state: RoomState) =>
  requestIds.map((requestId) => ({ requestId, cap, live: state.requests[requestId]?.live ?? 0 }))

function answer(state: RoomState, effect: Effect, by: Who, now: number): Draft[] {
  switch (effect.kind) {
    case 'move': {
      const to = findTransition(sessionMachine, state.phase, effect.verb)?.to
      const open = state.rounds.filter((round) => isRoundOpen(round.state))
      const closed = open.map(
        ({ roundId }) => ({ type: 'round_closed', body: { roundId } }) as const,
      )
      return to ? [...closed, { type: 'phase_changed', body: { to } }] : []
    }
    case 'arrive':
      return by.part === 'system' ? [] : [{ type: 'arrived', body: { part: by.part } }]
    case 'remove':
      return [{ type: 'removed', body: { personId: effect.personId }, text: effect.reason }]
    case 'readmit':
      return [{ type: 'readmitted', body: { personId: effect.personId } }]
    case 'take_down': {
      const { kind: _, ...words } = effect
      return [{ type: 'text_removed', body: words }]
    }
    case 'open_round': {
      const closesAt = new Date(now + effect.minutes * 60_000).toISOString()
      const { roundId } = effect
      return [{ type: 'round_opened', body: { roundId, closesAt, requests: placesIn(state) } }]
    }
    case 'reopen_round': {
      const closesAt = new Date(now + effect.seconds * 1000).toISOString()
      const { roundId } = effect
      return [{ type: 'round_reopened', body: { roundId, closesAt, requests: placesIn(state) } }]
    }
    case 'extend_round':
      return [
        {
          type: 'round_extended',
          body: {
            roundId: effect.roundId,
            closesAt: new Date(now + effect.minutes * 60_000).toISOString(),
          },
        },
      ]
    case 'close_round':
      return [{ type: 'round_closed', body: { roundId: effect.roundId } }]
    case 'claim': {
      const live = (state.requests[effect.requestId]?.live ?? 0) + 1
      const institutionId = by.organizationId ?? ''
      const threadId = `${institutionId}:${effect.requestId}`
      const { requestId, roundId } = effect
      return [
        {
          type: 'claim_recorded',
          body: { roundId, requestId, threadId, institutionId, cap, live },
        },
      ]
    }
    case 'offer': {
      const { amountFen, rateBp, termMonths, threadId } = effect.offer
      return [
        {
          type: 'offer_recorded',
          body: {
            requestId: requestIds[0] ?? '',
            threadId,
            institutionId: by.organizationId ?? '',
            offerId: `${now}`,
            figures: { enterpriseId: firm, amountFen, rateBp, termMonths },
          },
        },
      ]
    }
  }
}
