import { fold } from './apply.ts'
import type { RoomEvent } from './event.ts'
import type { RoomState } from './state.ts'

/** A request as everybody in the room sees it. */
export interface BriefCard {
  form: 'brief'
  requestId: string
  title: string
  amountFen: number
}

/** A request as the hall sees it on the screen; the enterprise stays unnamed where it asked for that. */
export interface HallCard extends Omit<BriefCard, 'form'> {
  form: 'hall'
  termMonths: number
  enterprise: { id: string; name: string } | null
}

/** A request as those see it who may read it. */
export interface RequestCard extends Omit<HallCard, 'form'> {
  form: 'full'
  rateMaxBp: number | null
  purpose: string
  urgency: string
  guarantees: string[]
}

export type RoomCard = BriefCard | HallCard | RequestCard

/** What ids stand for, read when it is shown. */
export interface Labels {
  texts: { [seq: number]: string }
  /** Organisations, products, items of the agenda and rounds. */
  names: { [id: string]: string }
  people: { [personId: string]: string }
  cards: { [requestId: string]: RoomCard }
}

export interface RoomView extends Labels {
  seq: number
  state: RoomState
}

/** An event as it travels, with the words that it needs. */
export type WireEvent = RoomEvent & Partial<Labels>

export const emptyLabels = (): Labels => ({ texts: {}, names: {}, people: {}, cards: {} })

/**
 * The next view of a client; `to` is the last number of the frame. Events that the view holds already, as of a page that
 * was fetched again, are passed over.
 */
export function applyFrame(view: RoomView, sent: readonly WireEvent[], to: number): RoomView {
  const events = sent.filter(({ seq }) => seq > view.seq)
  const state = fold(events, view.state)
  const texts = { ...view.texts }
  const names = { ...view.names }
  const people = { ...view.people }
  const cards = { ...view.cards }
  for (const event of events) {
    if (event.type === 'matter_changed' && event.body.end === 'withdrawn')
      delete cards[event.body.id]
    Object.assign(texts, event.texts)
    Object.assign(names, event.names)
    Object.assign(people, event.people)
    Object.assign(cards, event.cards)
    if (event.type === 'text_removed') delete texts[event.body.seq]
  }
  return { seq: Math.max(view.seq, to), state, texts, names, people, cards }
}
