import { type Actor, isAuditor, isBureau, isInstitution } from '../actor.ts'
import { isOpen, type RequestAudience, type RequestState } from './request.ts'

/** What of somebody decides which requests they may read. */
export interface RequestReader {
  /** The organisation that they act for. */
  organizationId: string | null
  isOfficer: boolean
  isHost: boolean
  isInstitution: boolean
}

/** What of a request decides who may read it. */
export interface RequestFacts {
  organizationId: string
  state: RequestState
  audience: RequestAudience
  /** Whether the reader's organisation has or had a thread on it. */
  hasThread: boolean
}

export const requestReaderOf = (actor: Actor | null): RequestReader => ({
  organizationId: isAuditor(actor) ? null : (actor?.organization?.id ?? null),
  isOfficer: isBureau(actor, 'officer'),
  isHost: isBureau(actor, 'host'),
  isInstitution: isInstitution(actor),
})

/** Whether a request is offered to all institutions: what they may find, claim and meet in sessions. */
export const isOnMarket = ({ state, audience }: Pick<RequestFacts, 'state' | 'audience'>) =>
  audience === 'market' && isOpen(state)

const unpublishedStates: readonly RequestState[] = ['draft', 'submitted', 'returned']

/** Returns whether a request is or was offered to all institutions: they may learn that it is over. */
export const wasOnMarket = ({ state, audience }: Pick<RequestFacts, 'state' | 'audience'>) =>
  audience === 'market' && !unpublishedStates.includes(state)

/**
 * The ways in which somebody may read the public part of a request. `requestWaysOf` says the same in SQL; a property test
 * holds the two equal, way by way. An application to one institution is for its enterprise, that institution and the officers.
 */
export const requestGrants = {
  owner: ({ organizationId }, request) => organizationId === request.organizationId,
  officers: ({ isOfficer }, { state }) => isOfficer && state !== 'draft',
  hosts: ({ isHost }, { state, audience }) => isHost && state !== 'draft' && audience === 'market',
  institutions: (reader, request) => reader.isInstitution && isOnMarket(request),
  threadHolders: (reader, { hasThread }) => reader.isInstitution && hasThread,
} satisfies Record<string, (reader: RequestReader, request: RequestFacts) => boolean>

export type RequestGrant = keyof typeof requestGrants

/** Whether any way is open to the reader. */
export const isReadable = (reader: RequestReader, request: RequestFacts): boolean =>
  Object.values(requestGrants).some((grants) => grants(reader, request))

export const mayReadRequest = (actor: Actor | null, request: RequestFacts): boolean =>
  isReadable(requestReaderOf(actor), request)
