import type { Queryable } from '#db'
import { readCardSources } from './card.server.ts'
import { type CardReader, type CardSource, cardFor } from './card.ts'
import {
  type Audience,
  audienceKey,
  isHosting,
  isScreen,
  project,
  specialKeys,
  viewFor,
} from './room/audience.ts'
import type { Facts, RoomEvent, RoomPart } from './room/event.ts'
import { type Participant, type RoomState, shownRequests } from './room/state.ts'
import { emptyLabels, type Labels, type RoomView, type WireEvent } from './room/view.ts'

export type HydratedRoom = WireEvent

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
  words: Partial<CommonWords>
  /** What the hosts are told besides: the titles of items that show a request, which bear its title. */
  titles: Labels['names']
  cards: readonly CardSource[]
}

/** Words that are the same for all who are told of them. */
type CommonWords = Omit<Labels, 'cards'>

/** Adds to each fact the words that it needs; one query per kind for all of them. */
export async function hydrate(
  q: Queryable,
  sessionId: string,
  facts: readonly RoomEvent[],
): Promise<Entry[]> {
  const needs = facts.map(needsOf)
  const merged = merge(needs)
  const [words, sources] = await Promise.all([
    readWords(q, sessionId, merged),
    readCardSources(q, merged.requests),
  ])
  return facts.map((event, index) => {
    const { requests, requestItems, ...own } = needs[index] as Needs
    const cards = [...new Set(requests)].flatMap((id) => sources.get(id) ?? [])
    return {
      seq: event.seq,
      special: [...specialKeys(event), ...keysOfCards(event, cards)],
      event,
      words: pickWords(words, own),
      titles: pickNames(words, requestItems),
      cards,
    }
  })
}

/** Who gets other cards, or titles, than everybody else. */
function keysOfCards(event: RoomEvent, cards: readonly CardSource[]): string[] {
  if (cards.length === 0) return []
  const owners = cards
    .flatMap(({ organizationId, threadHolders }) => [organizationId, ...threadHolders])
    .map((id) => audienceKey.organization(id))
  const others = showsCards(event) ? [audienceKey.institutions, audienceKey.screen] : []
  return [...new Set([audienceKey.hosts, ...others, ...owners])]
}

/** Whether the requests of this event are shown to the room by it, and not only planned. */
const showsCards = ({ type }: RoomEvent): boolean => type !== 'agenda_set'

/** Which cards somebody in a room, or the hall before its screen, may be shown. */
function cardReaderOf(audience: Audience): CardReader {
  const organization = audience.find((key) => key.startsWith(organizationPrefix))
  return {
    place: isScreen(audience) ? 'screen' : 'room',
    organizationId: organization?.slice(organizationPrefix.length) ?? null,
    isOfficer: false,
    isHost: isHosting(audience),
    isInstitution: audience.includes(audienceKey.institutions),
  }
}

const organizationPrefix = audienceKey.organization('')

/** The cards that this audience gets of these requests. */
function cardsFor(
  audience: Audience,
  sources: Iterable<CardSource>,
  isShown: (requestId: string) => boolean,
): Labels['cards'] {
  const reader = cardReaderOf(audience)
  return Object.fromEntries(
    [...sources].flatMap((source) => {
      const card = cardFor(reader, source, isShown(source.requestId))
      return card ? [[source.requestId, card]] : []
    }),
  )
}

/** The fact as this audience gets it, with its words. The screen is told no person's name. */
export function projectEntry(entry: Entry, audience: Audience): HydratedRoom | null {
  const seen = project(entry.event, audience)
  if (!seen) return null
  const { people, names, ...words } = entry.words
  const titled = isHosting(audience) ? { ...names, ...entry.titles } : names
  const cards = cardsFor(audience, entry.cards, () => showsCards(entry.event))
  return {
    ...seen,
    ...words,
    ...(people && !isScreen(audience) ? { people } : {}),
    ...(titled && Object.keys(titled).length > 0 ? { names: titled } : {}),
    ...(Object.keys(cards).length > 0 ? { cards } : {}),
  }
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
  const { requests, requestItems, ...needs } = needsOfState(state)
  const items = isHosting(audience) ? [...needs.items, ...requestItems] : needs.items
  const [words, sources] = await Promise.all([
    readWords(q, sessionId, { ...needs, items }),
    readCardSources(q, requests),
  ])
  const shown = shownRequests(whole)
  const people = isScreen(audience) ? {} : words.people
  const cards = cardsFor(audience, sources.values(), (id) => shown.has(id))
  return { seq, state, ...words, people, cards }
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

interface Needs extends WordNeeds {
  requests: string[]
  /** Items that show a request. */
  requestItems: string[]
}

interface WordNeeds {
  texts: number[]
  people: string[]
  organizations: string[]
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
  requestItems: [],
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
    case 'matter_changed':
      // What was taken back is shown no more but to those who may read it: they get its card anew.
      if (event.body.end === 'withdrawn') needs.requests.push(event.body.id)
      break
    case 'round_opened':
      needs.requests.push(...event.body.requests.map(({ requestId }) => requestId))
      break
    case 'claim_recorded':
    case 'offer_recorded':
      needs.organizations.push(event.body.institutionId)
  }
  return needs
}

function addAgenda(needs: Needs, { items, rounds }: Facts['agenda_set']): void {
  for (const { itemId, requestId, productId } of items) {
    if (requestId) {
      needs.requestItems.push(itemId)
      needs.requests.push(requestId)
    } else needs.items.push(itemId)
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
  for (const { personId, byPersonId } of state.admissionActs)
    needs.people.push(personId, ...(byPersonId ? [byPersonId] : []))
  for (const { personId } of state.acts) if (personId) needs.people.push(personId)
  for (const [requestId, { claims, offers }] of Object.entries(state.requests)) {
    needs.requests.push(requestId)
    needs.organizations.push(...[...claims, ...offers].map((item) => item.institutionId))
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

function pickWords(words: CommonWords, needs: WordNeeds): Partial<CommonWords> {
  const { cards: _, ...picked } = emptyLabels()
  for (const seq of needs.texts) {
    const text = words.texts[seq]
    if (text !== undefined) picked.texts[seq] = text
  }
  const named = [needs.organizations, needs.products, needs.items, needs.rounds].flat()
  picked.names = pickNames(words, named)
  for (const id of needs.people) if (words.people[id]) picked.people[id] = words.people[id]
  return Object.fromEntries(
    Object.entries(picked).filter(([, some]) => Object.keys(some).length > 0),
  )
}

const pickNames = ({ names }: CommonWords, ids: readonly string[]): Labels['names'] =>
  Object.fromEntries(ids.flatMap((id) => (names[id] ? [[id, names[id]]] : [])))

async function readWords(
  q: Queryable,
  sessionId: string,
  needs: WordNeeds & { requestItems?: string[] },
): Promise<CommonWords> {
  const unique = <T>(values: T[]) => [...new Set(values)]
  const allItems = [...needs.items, ...(needs.requestItems ?? [])]
  const [texts, people, organizations, items, rounds, products] = await Promise.all([
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
    some(unique(allItems), (ids) =>
      q.selectFrom('session_item').where('id', 'in', ids).select(['id', 'title as name']).execute(),
    ),
    some(unique(needs.rounds), (ids) =>
      q.selectFrom('round').where('id', 'in', ids).select(['id', 'title as name']).execute(),
    ),
    some(unique(needs.products), (ids) =>
      q.selectFrom('product').where('id', 'in', ids).select(['id', 'name']).execute(),
    ),
  ])
  return {
    texts,
    people: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    names: Object.fromEntries(
      [organizations, items, rounds, products].flat().map(({ id, name }) => [id, name]),
    ),
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
