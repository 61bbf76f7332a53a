import type { Queryable } from '#db'
import { type Audience, audienceKey, project, specialKeys, viewFor } from './room/audience.ts'
import type { Facts, RoomEvent, RoomPart } from './room/event.ts'
import type { Participant, RoomState } from './room/state.ts'
import {
  emptyWords,
  type RequestCard,
  type RoomView,
  type WireEvent,
  type Words,
} from './room/view.ts'

export type Hydrated = WireEvent

/** Somebody who has come into a room. */
export interface Guest {
  personId: string
  /** Null once erased. */
  name: string | null
  organization: { id: string; name: string } | null
  part: RoomPart
}

/** A fact of the log on its way out, as `#realtime` takes it. */
export interface Entry {
  seq: number
  special: readonly string[]
  event: RoomEvent
  words: Partial<Words>
}

/** Adds to each fact the words that it needs; one query per kind for all of them. */
export async function hydrate(
  q: Queryable,
  sessionId: string,
  facts: readonly RoomEvent[],
): Promise<Entry[]> {
  const needs = facts.map(needsOf)
  const words = await readWords(q, sessionId, merge(needs))
  return facts.map((event, index) => ({
    seq: event.seq,
    special: specialKeys(event),
    event,
    words: pickWords(words, needs[index] as Needs),
  }))
}

/** The fact as this audience gets it, with its words. The screen is told no person's name. */
export function projectEntry({ event, words }: Entry, audience: Audience): Hydrated | null {
  const seen = project(event, audience)
  if (!seen) return null
  if (!audience.includes(audienceKey.screen)) return { ...seen, ...words }
  const { people: _, ...rest } = words
  return { ...seen, ...rest }
}

/** All of the room that an audience sees now, with its words. */
export async function viewOf(
  q: Queryable,
  sessionId: string,
  seq: number,
  whole: RoomState,
  audience: Audience,
): Promise<RoomView> {
  const state = viewFor(whole, audience)
  const words = await readWords(q, sessionId, needsOfState(state))
  const people = audience.includes(audienceKey.screen) ? {} : words.people
  return { seq, state, ...words, people }
}

const mostGuests = 500
const partOrder: readonly RoomPart[] = ['host', 'presenter', 'delegate', 'observer']

/** Who has come in, by the part that they play; of a crowd the first 500, and how many there are in all. */
export async function guestsOf(
  q: Queryable,
  sessionId: string,
  people: { [personId: string]: Participant },
): Promise<{ total: number; guests: Guest[] }> {
  const all = partOrder.flatMap((part) =>
    Object.entries(people).filter(([, one]) => one.part === part),
  )
  const shown = all.slice(0, mostGuests)
  const needs = none()
  for (const [personId, { organizationId }] of shown) {
    needs.people.push(personId)
    if (organizationId) needs.organizations.push(organizationId)
  }
  const words = await readWords(q, sessionId, needs)
  const guests = shown.map(([personId, { organizationId: id, part }]) => ({
    personId,
    name: words.people[personId] ?? null,
    organization: id ? { id, name: words.names[id] ?? '' } : null,
    part,
  }))
  return { total: all.length, guests }
}

interface Needs {
  texts: number[]
  people: string[]
  organizations: string[]
  requests: string[]
  products: string[]
  items: string[]
  rounds: string[]
}

const none = (): Needs => ({
  texts: [],
  people: [],
  organizations: [],
  requests: [],
  products: [],
  items: [],
  rounds: [],
})

function needsOf(event: RoomEvent): Needs {
  const needs = none()
  if (event.by) {
    needs.people.push(event.by.personId)
    if (event.by.organizationId) needs.organizations.push(event.by.organizationId)
  }
  switch (event.type) {
    case 'said':
    case 'announced':
    case 'removed':
      needs.texts.push(event.seq)
      break
    case 'agenda_set':
      addAgenda(needs, event.body)
      break
    case 'staged':
      if (event.body.requestId) needs.requests.push(event.body.requestId)
      break
    case 'claim_recorded':
    case 'offer_recorded':
      needs.organizations.push(event.body.institutionId)
      needs.requests.push(event.body.requestId)
  }
  return needs
}

function addAgenda(needs: Needs, { items, rounds }: Facts['agenda_set']): void {
  for (const { itemId, requestId, productId } of items) {
    needs.items.push(itemId)
    if (requestId) needs.requests.push(requestId)
    if (productId) needs.products.push(productId)
  }
  for (const { roundId, requestIds } of rounds) {
    needs.rounds.push(roundId)
    needs.requests.push(...requestIds)
  }
}

function needsOfState(state: RoomState): Needs {
  const needs = none()
  addAgenda(needs, { items: state.agenda, rounds: state.rounds })
  const said = [state.chat, ...Object.values(state.asides)].flat()
  needs.texts.push(...said.map(({ seq }) => seq), ...state.announcements.map(({ seq }) => seq))
  for (const { personId, organizationId } of said) {
    if (personId) needs.people.push(personId)
    if (organizationId) needs.organizations.push(organizationId)
  }
  for (const [personId, { organizationId }] of Object.entries({
    ...state.people,
    ...state.removed,
  })) {
    needs.people.push(personId)
    if (organizationId) needs.organizations.push(organizationId)
  }
  needs.texts.push(...Object.values(state.removed).map(({ seq }) => seq))
  for (const { personId } of state.acts) if (personId) needs.people.push(personId)
  for (const [requestId, { claims, offers }] of Object.entries(state.requests)) {
    needs.requests.push(requestId)
    needs.organizations.push(...[...claims, ...offers].map((one) => one.institutionId))
  }
  if (state.stage?.requestId) needs.requests.push(state.stage.requestId)
  return needs
}

function merge(all: readonly Needs[]): Needs {
  const merged = none()
  for (const needs of all) {
    for (const kind of Object.keys(merged) as (keyof Needs)[]) {
      ;(merged[kind] as unknown[]).push(...needs[kind])
    }
  }
  return merged
}

function pickWords(words: Words, needs: Needs): Partial<Words> {
  const picked = emptyWords()
  for (const seq of needs.texts) {
    const text = words.texts[seq]
    if (text !== undefined) picked.texts[seq] = text
  }
  const named = [needs.organizations, needs.products, needs.items, needs.rounds].flat()
  for (const id of named) if (words.names[id]) picked.names[id] = words.names[id]
  for (const id of needs.people) if (words.people[id]) picked.people[id] = words.people[id]
  for (const id of needs.requests) if (words.cards[id]) picked.cards[id] = words.cards[id]
  return Object.fromEntries(
    Object.entries(picked).filter(([, some]) => Object.keys(some).length > 0),
  )
}

async function readWords(q: Queryable, sessionId: string, needs: Needs): Promise<Words> {
  const unique = <T>(values: T[]) => [...new Set(values)]
  const [texts, people, organizations, items, rounds, products, cards] = await Promise.all([
    readTexts(q, sessionId, unique(needs.texts)),
    some(unique(needs.people), (ids) =>
      q
        .selectFrom('person_name')
        .where('person_id', 'in', ids)
        .select(['person_id as id', 'name'])
        .execute(),
    ),
    some(unique(needs.organizations), (ids) =>
      q
        .selectFrom('organization')
        .where('id', 'in', ids)
        .select((eb) => ['id', eb.fn.coalesce('short_name', 'name').as('name')])
        .execute(),
    ),
    some(unique(needs.items), (ids) =>
      q.selectFrom('session_item').where('id', 'in', ids).select(['id', 'title as name']).execute(),
    ),
    some(unique(needs.rounds), (ids) =>
      q.selectFrom('round').where('id', 'in', ids).select(['id', 'title as name']).execute(),
    ),
    some(unique(needs.products), (ids) =>
      q.selectFrom('product').where('id', 'in', ids).select(['id', 'name']).execute(),
    ),
    readCards(q, unique(needs.requests)),
  ])
  return {
    texts,
    people: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    names: Object.fromEntries(
      [organizations, items, rounds, products].flat().map(({ id, name }) => [id, name]),
    ),
    cards,
  }
}

const some = <T>(ids: string[], read: (ids: string[]) => Promise<T[]>): Promise<T[]> =>
  ids.length > 0 ? read(ids) : Promise.resolve([])

async function readTexts(q: Queryable, sessionId: string, seqs: number[]) {
  if (seqs.length === 0) return {}
  const rows = await q
    .selectFrom('session_text')
    .where('session_id', '=', sessionId)
    .where('seq', 'in', seqs)
    .select(['seq', 'text'])
    .execute()
  return Object.fromEntries(rows.map(({ seq, text }) => [seq, text]))
}

/** Requests as a room shows them; the public facts only. */
export async function readCards(
  q: Queryable,
  ids: string[],
): Promise<{ [requestId: string]: RequestCard }> {
  const rows = await some(ids, (all) =>
    q
      .selectFrom('request')
      .innerJoin('organization', 'organization.id', 'request.organization_id')
      .where('request.id', 'in', all)
      .select([
        'request.id',
        'request.title',
        'request.amount_fen',
        'request.term_months',
        'request.rate_max_bp',
        'request.purpose',
        'request.urgency',
        'request.guarantees',
        'request.anonymous',
        'organization.id as enterprise_id',
        'organization.name as enterprise_name',
      ])
      .execute(),
  )
  return Object.fromEntries(
    rows.map((row): [string, RequestCard] => [
      row.id,
      {
        requestId: row.id,
        title: row.title,
        amountFen: row.amount_fen,
        termMonths: row.term_months,
        rateMaxBp: row.rate_max_bp,
        purpose: row.purpose,
        urgency: row.urgency,
        guarantees: row.guarantees,
        enterprise: row.anonymous ? null : { id: row.enterprise_id, name: row.enterprise_name },
      },
    ]),
  )
}
