import { isRoundOpen, type RoundState, type SessionState } from '../session.ts'
import type {
  ActType,
  AgendaItem,
  EndReason,
  EventActor,
  OfferFigures,
  PlannedRound,
  RoomPart,
} from './event.ts'

/** All that the room shows, folded from its log; plain data, the same in server, browser and tests. */
export interface RoomState {
  phase: SessionState
  phaseSince: string | null
  agenda: AgendaItem[]
  stage: { itemId: string | null; requestId: string | null; since: string } | null
  /** Requests that are or were on stage, each once. */
  staged: string[]
  rounds: RoomRound[]
  requests: { [requestId: string]: RoomRequest }
  /** Requests and products of the programme that are offered no more. */
  ended: { [id: string]: EndReason }
  /** How many people have come in since the lobby opened, hosts left out; told to hosts and screens, else 0. */
  arrived: number
  /** Who came in: all of them to the hosts, the hosts to everybody. */
  people: { [personId: string]: Participant }
  /** Who came in and was sent out; told to the hosts. */
  removed: {
    [personId: string]: Participant & { seq: number; at: string; byPersonId: string | null }
  }
  chat: ChatMessage[]
  /** Conversations of one participant with the hosts, by the participant. */
  asides: { [personId: string]: ChatMessage[] }
  /** What stands now: the newest alone, a newer one takes its place. */
  announcements: { seq: number; at: string; until: string | null }[]
  /** The last steps of the hosts and of the market's clock, for those who host together. */
  acts: Act[]
  /** Who was sent out and let in again, the last ones; told to the hosts. */
  admissionActs: AdmissionAct[]
  /** Offers with their figures; only what the reader may see. */
  figures: { [offerId: string]: OfferFigures & { requestId: string; institutionId: string } }
}

export interface Participant {
  organizationId: string | null
  part: RoomPart
}

export interface Act {
  seq: number
  at: string
  type: ActType
  /** Null where the market itself did it. */
  personId: string | null
  /** The phase that was entered, the round, or what was put on stage. */
  subject: string | null
}

export interface AdmissionAct {
  seq: number
  at: string
  type: 'removed' | 'readmitted'
  personId: string
  /** Null where the market itself did it. */
  byPersonId: string | null
}

export interface RoomRound extends PlannedRound {
  state: RoundState
  openedAt: string | null
  closesAt: string | null
  closedAt: string | null
}

export interface RoomRequest {
  cap: number
  live: number
  claims: { threadId: string; institutionId: string; roundId: string | null; at: string }[]
  offers: { offerId: string; institutionId: string; at: string }[]
}

export interface ChatMessage extends Partial<EventActor> {
  seq: number
  at: string
}

/** How much talk a snapshot holds; older words stay in the log. */
export const MAX_RETAINED_MESSAGES = { chat: 200, aside: 50 }

export const MAX_ACTS = 20

/** For so long after its end a round can be opened again. */
export const MAX_REOPEN_MINUTES = 10

export const emptyRoom = (): RoomState => ({
  phase: 'published',
  phaseSince: null,
  agenda: [],
  stage: null,
  staged: [],
  rounds: [],
  requests: {},
  ended: {},
  arrived: 0,
  people: {},
  removed: {},
  chat: [],
  asides: {},
  announcements: [],
  acts: [],
  admissionActs: [],
  figures: {},
})

/** The rounds in which requests can be taken: in a break and in talks there are none. */
export const openRounds = (state: RoomState): RoomRound[] =>
  state.phase === 'live' ? state.rounds.filter((round) => isRoundOpen(round.state)) : []

/** The open round that shows a request, if there is one. */
export const openRoundOf = (state: RoomState, requestId: string): RoomRound | undefined =>
  openRounds(state).find((round) => round.requestIds.includes(requestId))

/** The requests of a round that are still offered. */
export const offeredIn = (state: RoomState, round: Pick<RoomRound, 'requestIds'>): string[] =>
  round.requestIds.filter((requestId) => !state.ended[requestId])

/** The rounds that can still be opened, in order: one in which nothing is offered is passed over. */
export const roundsToCome = (state: RoomState): RoomRound[] =>
  state.rounds.filter((round) => round.state === 'planned' && offeredIn(state, round).length > 0)

/** Until when a closed round can be opened again, in milliseconds since 1970. */
export const reopenableUntil = ({ closedAt }: Pick<RoomRound, 'closedAt'>): number =>
  Date.parse(closedAt ?? '') + MAX_REOPEN_MINUTES * 60_000

/** The announcement that stands at an instant, in milliseconds since 1970. */
export function announcementAt({ announcements }: RoomState, now: number) {
  const newest = announcements.at(-1)
  if (!newest) return null
  return newest.until === null || Date.parse(newest.until) > now ? newest : null
}

/** The requests that the room has been shown: their round has opened, or they have been on stage. */
export const shownRequests = (state: RoomState): ReadonlySet<string> =>
  new Set([
    ...state.staged,
    ...state.rounds.flatMap((round) => (round.openedAt === null ? [] : round.requestIds)),
  ])

export interface Standings {
  claims: number
  offers: number
  /** Requests that somebody has taken. */
  taken: number
  /** Institutions by claims, then by who got there first. */
  leaders: { institutionId: string; claims: number; offers: number }[]
}

/** The tally that everyone sees. */
export function standingsOf(state: RoomState): Standings {
  const leaders = new Map<string, { claims: number; offers: number; first: string }>()
  let claims = 0
  let offers = 0
  let taken = 0
  for (const request of Object.values(state.requests)) {
    claims += request.claims.length
    offers += request.offers.length
    if (request.claims.length > 0) taken++
    for (const { institutionId, at } of request.claims) {
      const one = leaders.get(institutionId) ?? { claims: 0, offers: 0, first: at }
      one.claims++
      if (at < one.first) one.first = at
      leaders.set(institutionId, one)
    }
    for (const { institutionId, at } of request.offers) {
      const one = leaders.get(institutionId) ?? { claims: 0, offers: 0, first: at }
      one.offers++
      leaders.set(institutionId, one)
    }
  }
  const ranked = [...leaders].sort(
    ([, a], [, b]) => b.claims - a.claims || a.first.localeCompare(b.first),
  )
  return {
    claims,
    offers,
    taken,
    leaders: ranked.map(([institutionId, one]) => ({
      institutionId,
      claims: one.claims,
      offers: one.offers,
    })),
  }
}
