import type { ItemKind, RegistrationPart, SessionState } from '../session.ts'

/**
 * The facts of a session's log. They hold ids and figures: what was said lies in `session_text`,
 * names are read when they are shown, so that both can be erased without touching the log.
 */
export interface Facts {
  /** The run of the show, whole; said when the lobby opens and each time that the host changes it. */
  agenda_set: { items: AgendaItem[]; rounds: PlannedRound[]; ended?: MatterEnd[] }
  phase_changed: { to: SessionState }
  /** Somebody came into the room for the first time. */
  arrived: { part: RoomPart }
  /** Sent out; the reason is in words, for the hosts and for that person's own registration. */
  removed: { personId: string }
  /** Let in again after having been sent out. */
  readmitted: { personId: string }
  staged: { itemId: string | null; requestId: string | null }
  /** `aside`: between this person and the hosts only. */
  said: { aside?: string }
  text_removed: { seq: number; aside?: string; announcement?: true }
  /** Without `until` it stands until it is taken down, the next one comes or the session ends. */
  announced: { until?: string }
  /** A request or a product of the programme is offered no more, or again where `end` is null. */
  matter_changed: { id: string; end: EndReason | null }
  round_opened: { roundId: string; closesAt: string; requests: RequestPlaces[] }
  round_extended: { roundId: string; closesAt: string }
  round_closed: { roundId: string }
  /** A round that was closed too early goes on. */
  round_reopened: { roundId: string; closesAt: string; requests: RequestPlaces[] }
  /** An institution took a request, in the room or elsewhere. */
  claim_recorded: ClaimFact & { roundId: string | null }
  /** A thread ended and freed its place. */
  claim_ended: ClaimFact
  /** `figures` reach the two sides alone. */
  offer_recorded: {
    requestId: string
    threadId: string
    institutionId: string
    offerId: string
    figures?: OfferFigures
  }
}

export type FactType = keyof Facts

/** Facts that a host's step leaves, and that everybody in the room is told. */
export const actTypes = [
  'agenda_set',
  'phase_changed',
  'staged',
  'announced',
  'round_opened',
  'round_extended',
  'round_closed',
  'round_reopened',
] as const satisfies FactType[]
export type ActType = (typeof actTypes)[number]
export type RoomPart = 'host' | RegistrationPart

export interface AgendaItem {
  itemId: string
  kind: ItemKind
  minutes: number
  requestId: string | null
  productId: string | null
}

export interface PlannedRound {
  roundId: string
  number: number
  minutes: number
  requestIds: string[]
}

/** Why a request or a product is offered no more. */
export const endReasons = ['withdrawn', 'awarded', 'closed', 'expired', 'suspended'] as const
export type EndReason = (typeof endReasons)[number]

/** A request or a product of the programme, by its id, that is offered no more. */
export interface MatterEnd {
  id: string
  end: EndReason
}

/** How many institutions a request takes, and how many have it now. */
export interface RequestPlaces {
  requestId: string
  cap: number
  live: number
}

interface ClaimFact extends RequestPlaces {
  threadId: string
  institutionId: string
}

export interface OfferFigures {
  enterpriseId: string
  amountFen: number
  rateBp: number
  termMonths: number
}

/** Who did it; null where the market itself did. */
export interface EventActor {
  personId: string
  organizationId: string | null
}

/** A fact before it has its number. */
export type Draft = {
  [T in FactType]: { type: T; body: Facts[T]; by?: EventActor | null; text?: string }
}[FactType]

/** A fact with its place in the one order that all see. */
export type RoomEvent = {
  [T in FactType]: { seq: number; at: string; type: T; body: Facts[T]; by: EventActor | null }
}[FactType]
