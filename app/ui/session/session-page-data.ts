import type { Standings } from '#app/domain/session/room/state.ts'
import type { RequestCard } from '#app/domain/session/room/view.ts'
import type {
  ItemKind,
  OpenPart,
  Place,
  Question,
  RegistrationPart,
  RegistrationState,
  RoundState,
  SessionState,
  SessionType,
} from '#app/domain/session/session.ts'

/** What the page of a session gets from its loader. */
export interface SessionPageData {
  session: {
    id: string
    type: SessionType
    state: SessionState
    title: string
    summary: string | null
    place: string | null
    startsAt: Date | string
    endsAt: Date | string
    organizer: string
    /** Why it was postponed or cancelled. */
    reason: string | null
  }
  registration: {
    state: RegistrationState
    /** Why the host declined it. */
    reason: string | null
    part: RegistrationPart
    code: string
    waitingBefore: number | null
  } | null
  /** One's own code at the door, as a picture; null for who has none. */
  codePicture: string | null
  questions: readonly Question[]
  /** How many may come, and do. */
  places: {
    capacity: number | null
    parts: Record<OpenPart, Place>
    taken: Record<string, number>
    free: Record<OpenPart, boolean>
  }
  followUps: FollowUpLine[]
  programme: ProgrammeData
  comers: { id: string; name: string; kind: string; people: number }[]
  minutes: MinutesData | null
  /** For hosts; empty for others. */
  registrations: RegistrationLine[]
  ledger: LedgerLine[]
  me: {
    signedIn: boolean
    verified: boolean
    bureau: boolean
    hosts: boolean
    organization: string
    mayRegister: boolean
    mayEnter: boolean
  }
}

export interface ProgrammeData {
  items: { id: string; kind: ItemKind; title: string; minutes: number }[]
  rounds: {
    id: string
    number: number
    title: string
    state: RoundState
    minutes: number
    requestIds: string[]
  }[]
  cards: { [requestId: string]: RequestCard }
}

export interface MinutesData {
  startedAt: string | null
  endedAt: string | null
  arrived: number
  words: number
  standings: Standings
  rounds: {
    roundId: string
    number: number
    title: string
    held: boolean
    requests: number
    claims: number
    firstAfter: number | null
  }[]
  course: { at: string; seq: number; type: string; detail: string | null }[]
  names: { [id: string]: string }
}

export interface RegistrationLine {
  id: string
  organization: string
  person: string | null
  part: string
  state: string
  note: string | null
  answers: Record<string, string>
}

export interface FollowUpLine {
  clockId: string
  threadId: string
  requestTitle: string
  stage: string
  responsible: string
  state: string
  dueAt: Date | string
}

export interface LedgerLine {
  threadId: string
  requestTitle: string
  institution: string
  enterprise: string
  state: string
  amountFen: number
  offeredFen: number | null
}
