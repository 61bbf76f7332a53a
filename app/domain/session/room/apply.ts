import { runningStates } from '../session.ts'
import {
  type ActType,
  actTypes,
  type Facts,
  type FactType,
  type PlannedRound,
  type RequestPlaces,
  type RoomEvent,
  type RoomPart,
} from './event.ts'
import {
  type AdmissionAct,
  type ChatMessage,
  emptyRoom,
  MAX_ACTS,
  MAX_RETAINED_MESSAGES,
  type RoomRequest,
  type RoomRound,
  type RoomState,
} from './state.ts'

type Context<T extends FactType> = Extract<RoomEvent, { type: T }>
type Appliers = {
  [T in FactType]: (state: RoomState, body: Facts[T], event: Context<T>) => Partial<RoomState>
}

/** The next state. Never changes what it is given; an event of an unknown type changes nothing. */
export function apply(state: RoomState, event: RoomEvent): RoomState {
  const applier = appliers[event.type] as Appliers[FactType] | undefined
  if (!applier) return state
  return {
    ...state,
    ...(applier as (...all: unknown[]) => Partial<RoomState>)(state, event.body, event),
    acts: isAct(event) ? keep(state.acts, actOf(event), MAX_ACTS) : state.acts,
  }
}

/** The state after all of these. A crowd that arrives is added to one copy of who is here, not to one for each. */
export function fold(events: Iterable<RoomEvent>, from: RoomState = emptyRoom()): RoomState {
  let state = from
  let people: RoomState['people'] | null = null
  for (const event of events) {
    if (event.type !== 'arrived' || !event.by) {
      state = apply(state, event)
      continue
    }
    if (state.people !== people) people = { ...state.people }
    const { part } = event.body
    people[event.by.personId] = { organizationId: event.by.organizationId, part }
    state = { ...state, arrived: countIn(state, part), people }
  }
  return state
}

const appliers: Appliers = {
  agenda_set: (state, { items, rounds, ended = [] }) => ({
    agenda: items,
    ended: Object.fromEntries(ended.map(({ id, end }) => [id, end])),
    rounds: rounds.map((planned) => ({ ...(roundById(state, planned) ?? fresh), ...planned })),
  }),
  phase_changed: (state, { to }, { at }) => ({
    phase: to,
    phaseSince: at,
    stage: to === 'ended' ? null : state.stage,
    announcements: runningStates.includes(to) ? state.announcements : [],
  }),
  arrived: (state, { part }, { by }) => ({
    arrived: countIn(state, part),
    people: by
      ? { ...state.people, [by.personId]: { organizationId: by.organizationId, part } }
      : state.people,
  }),
  removed: (state, { personId }, { seq, at, by }) => {
    const gone = state.people[personId]
    if (!gone) return {}
    const entry = { ...gone, seq, at, byPersonId: by?.personId ?? null }
    return {
      people: without(state.people, personId),
      removed: { ...state.removed, [personId]: entry },
      admissionActs: withAdmissionAct(state, { type: 'removed', personId }, { seq, at, by }),
    }
  },
  readmitted: (state, { personId }, { seq, at, by }) => {
    const back = state.removed[personId]
    if (!back) return {}
    const { organizationId, part } = back
    return {
      people: { ...state.people, [personId]: { organizationId, part } },
      removed: without(state.removed, personId),
      admissionActs: withAdmissionAct(state, { type: 'readmitted', personId }, { seq, at, by }),
    }
  },
  staged: (state, { itemId, requestId }, { at }) => ({
    stage: itemId || requestId ? { itemId, requestId, since: at } : null,
    staged: requestId ? [...new Set([...state.staged, requestId])] : state.staged,
  }),
  said: (state, { aside }, { seq, at, by }) => {
    const words: ChatMessage = { seq, at, ...by }
    if (!aside) return { chat: keep(state.chat, words, MAX_RETAINED_MESSAGES.chat) }
    const before = state.asides[aside] ?? []
    return {
      asides: { ...state.asides, [aside]: keep(before, words, MAX_RETAINED_MESSAGES.aside) },
    }
  },
  text_removed: (state, { seq, aside, announcement }) => {
    if (announcement) return { announcements: dropped(state.announcements, seq) }
    return aside
      ? { asides: { ...state.asides, [aside]: dropped(state.asides[aside] ?? [], seq) } }
      : { chat: dropped(state.chat, seq) }
  },
  announced: (_, { until = null }, { seq, at }) => ({ announcements: [{ seq, at, until }] }),
  matter_changed: ({ ended }, { id, end }) => ({
    ended: end ? { ...ended, [id]: end } : without(ended, id),
  }),
  round_opened: (state, { roundId, closesAt, requests }, { at }) => ({
    rounds: withRound(state, roundId, { state: 'open', openedAt: at, closesAt }),
    requests: requests.reduce(withPlaces, state.requests),
  }),
  round_reopened: (state, { roundId, closesAt, requests }) => ({
    rounds: withRound(state, roundId, { state: 'open', closesAt, closedAt: null }),
    requests: requests.reduce(withPlaces, state.requests),
  }),
  round_extended: (state, { roundId, closesAt }) => ({
    rounds: withRound(state, roundId, { state: 'extended', closesAt }),
  }),
  round_closed: (state, { roundId }, { at }) => ({
    rounds: withRound(state, roundId, { state: 'closed', closedAt: at }),
  }),
  claim_recorded: (state, body, { at }) => {
    const { threadId, institutionId, roundId } = body
    return changeRequest(state, body, (request) => ({
      claims: [...request.claims, { threadId, institutionId, roundId, at }],
    }))
  },
  claim_ended: (state, body) =>
    changeRequest(state, body, (request) => ({
      claims: request.claims.filter((claim) => claim.threadId !== body.threadId),
    })),
  offer_recorded: (state, { requestId, institutionId, offerId, figures }, { at }) => {
    const request = state.requests[requestId] ?? nobodyYet
    const offers = [...request.offers, { offerId, institutionId, at }]
    return {
      requests: { ...state.requests, [requestId]: { ...request, offers } },
      figures: figures
        ? { ...state.figures, [offerId]: { ...figures, requestId, institutionId } }
        : state.figures,
    }
  },
}

const countIn = ({ arrived }: RoomState, part: RoomPart) => arrived + (part === 'host' ? 0 : 1)

const fresh = { state: 'planned', openedAt: null, closesAt: null, closedAt: null } as const
const nobodyYet: RoomRequest = { cap: 0, live: 0, claims: [], offers: [] }

const roundById = (state: RoomState, { roundId }: Pick<PlannedRound, 'roundId'>) =>
  state.rounds.find((round) => round.roundId === roundId)

const withRound = (state: RoomState, roundId: string, change: Partial<RoomRound>) =>
  state.rounds.map((round) => (round.roundId === roundId ? { ...round, ...change } : round))

const withPlaces = (all: RoomState['requests'], { requestId, cap, live }: RequestPlaces) => ({
  ...all,
  [requestId]: { ...(all[requestId] ?? nobodyYet), cap, live },
})

function changeRequest(
  state: RoomState,
  places: RequestPlaces,
  change: (request: RoomRequest) => Partial<RoomRequest>,
): Partial<RoomState> {
  const requests = withPlaces(state.requests, places)
  const request = requests[places.requestId] as RoomRequest
  return { requests: { ...requests, [places.requestId]: { ...request, ...change(request) } } }
}

const keep = <T>(all: T[], item: T, most: number): T[] => [...all, item].slice(-most)
const dropped = <T extends { seq: number }>(all: T[], seq: number): T[] =>
  all.filter((entry) => entry.seq !== seq)

const withAdmissionAct = (
  { admissionActs }: RoomState,
  act: Pick<AdmissionAct, 'type' | 'personId'>,
  { seq, at, by }: Pick<RoomEvent, 'seq' | 'at' | 'by'>,
): AdmissionAct[] =>
  keep(admissionActs, { ...act, seq, at, byPersonId: by?.personId ?? null }, MAX_ACTS)

type ActEvent = Extract<RoomEvent, { type: ActType }>
const isAct = (event: RoomEvent): event is ActEvent =>
  (actTypes as readonly FactType[]).includes(event.type)

const actOf = (event: ActEvent) => ({
  seq: event.seq,
  at: event.at,
  type: event.type,
  personId: event.by?.personId ?? null,
  subject: subjectOf(event),
})

function subjectOf(event: ActEvent): string | null {
  switch (event.type) {
    case 'phase_changed':
      return event.body.to
    case 'staged':
      return event.body.requestId ?? event.body.itemId
    case 'agenda_set':
    case 'announced':
      return null
    default:
      return event.body.roundId
  }
}

function without<T>(all: { [id: string]: T }, id: string): { [id: string]: T } {
  const { [id]: _, ...rest } = all
  return rest
}
