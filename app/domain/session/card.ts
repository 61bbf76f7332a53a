import { isReadable, type RequestFacts, type RequestReader } from '../request/visibility.ts'
import type { BriefCard, HallCard, RequestCard, RoomCard } from './room/view.ts'

/** A request as its cards are made of it, and what decides who gets which. Stays on the server. */
export interface CardSource extends Omit<RequestFacts, 'hasThread'> {
  requestId: string
  title: string
  amountFen: number
  termMonths: number
  rateMaxBp: number | null
  purpose: string
  urgency: string
  guarantees: string[]
  anonymous: boolean
  enterprise: { id: string; name: string }
  /** Institutions that have or had a thread on it. */
  threadHolders: string[]
}

/** Somebody to whom cards are shown: on the session's page, in its room, or the hall before a screen. */
export interface CardReader extends RequestReader {
  place: 'page' | 'room' | 'screen'
}

/**
 * The card of a request that a reader is shown; null for none. In the room nobody but its firm and the hosts gets one before
 * its round opens or it goes on stage (`isShown`); from then on those who may read the request get all of it, the others in
 * the room its title and amount. The page shows to each what they may read elsewhere.
 */
export function cardFor(reader: CardReader, source: CardSource, isShown: boolean): RoomCard | null {
  const { organizationId, threadHolders } = source
  const hasThread = threadHolders.some((id) => id === reader.organizationId)
  const expected =
    isShown || reader.isHost || reader.place === 'page' || reader.organizationId === organizationId
  if (expected && isReadable(reader, { ...source, hasThread })) return fullCard(source)
  if (!isShown || reader.place === 'page' || !wasOnMarket(source)) return null
  return reader.place === 'screen' ? hallCard(source) : briefCard(source)
}

/** What a hall saw stays known to it, also once the request is awarded; one that was taken back is shown no more. */
const wasOnMarket = ({ state, audience }: CardSource): boolean =>
  audience === 'market' && ['published', 'full', 'awarded', 'closed', 'expired'].includes(state)

const briefCard = ({ requestId, title, amountFen }: CardSource): BriefCard => ({
  form: 'brief',
  requestId,
  title,
  amountFen,
})

const hallCard = (source: CardSource): HallCard => ({
  ...briefCard(source),
  form: 'hall',
  termMonths: source.termMonths,
  enterprise: source.anonymous ? null : source.enterprise,
})

export const fullCard = (source: CardSource): RequestCard => ({
  ...hallCard(source),
  form: 'full',
  rateMaxBp: source.rateMaxBp,
  purpose: source.purpose,
  urgency: source.urgency,
  guarantees: source.guarantees,
})
