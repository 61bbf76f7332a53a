import type { Queryable } from '#db'
import type { Actor } from '../../actor.ts'
import { refuse } from '../../refusal.ts'
import { onMarket } from '../../request/visibility.server.ts'
import { requestReaderOf } from '../../request/visibility.ts'
import { findReason } from '../../transitions.server.ts'
import { isUuid } from '../../uuid.ts'
import { readCardSources } from '../card.server.ts'
import { cardFor, fullCard } from '../card.ts'
import { maySee } from '../policy.ts'
import type { RequestCard } from '../room/view.ts'
import type { ItemKind, RoundState, SessionState, SessionType } from '../session.ts'
import { wasPublished } from './visible.server.ts'

export interface SessionFacts {
  id: string
  type: SessionType
  state: SessionState
  title: string
  summary: string | null
  place: string | null
  startsAt: Date
  endsAt: Date
  organizationId: string
  organizer: string
  hasScreenLink: boolean
  reminders: number[]
  updatedAt: Date
  version: number
}

/** @throws {Refusal} `missing`, also where it exists but the reader may not see it */
export async function getSession(
  q: Queryable,
  actor: Actor | null,
  id: string,
): Promise<SessionFacts> {
  const row = isUuid(id)
    ? await q
        .selectFrom('session')
        .innerJoin('organization', 'organization.id', 'session.organization_id')
        .where('session.id', '=', id)
        .select((eb) => [
          'session.id',
          'session.type',
          'session.state',
          'session.title',
          'session.summary',
          'session.place',
          'session.starts_at',
          'session.ends_at',
          'session.organization_id',
          'session.screen_token_hash',
          'session.reminders',
          'session.updated_at',
          'session.version',
          eb.fn.coalesce('organization.short_name', 'organization.name').as('organizer'),
          wasPublished(eb).as('was_published'),
        ])
        .executeTakeFirst()
    : undefined
  const state = row?.state as SessionState
  const seen =
    row &&
    maySee(actor, {
      state,
      organizationId: row.organization_id,
      wasPublished: Boolean(row.was_published),
    })
  if (!row || !seen) throw refuse('missing', 'session_missing')
  return {
    id: row.id,
    type: row.type as SessionType,
    state,
    title: row.title,
    summary: row.summary,
    place: row.place,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    organizationId: row.organization_id,
    organizer: row.organizer,
    hasScreenLink: row.screen_token_hash !== null,
    reminders: row.reminders,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

/** Why a session was postponed or cancelled; null where nobody said so, or where it goes on. */
export const readSessionReason = (
  q: Queryable,
  { id, state }: Pick<SessionFacts, 'id' | 'state'>,
): Promise<string | null> =>
  state === 'postponed' || state === 'cancelled'
    ? findReason(q, { noun: 'session', id, state })
    : Promise.resolve(null)

export interface Programme {
  items: {
    id: string
    kind: ItemKind
    title: string
    minutes: number
    requestId: string | null
    productId: string | null
  }[]
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

/**
 * The run of the show and the claim rounds, as planned. What a request says is read by those who may read requests;
 * others see that there are so many.
 */
export async function getProgramme(
  q: Queryable,
  actor: Actor | null,
  sessionId: string,
): Promise<Programme> {
  const items = await q
    .selectFrom('session_item')
    .where('session_id', '=', sessionId)
    .orderBy('position')
    .select(['id', 'kind', 'title', 'minutes', 'request_id', 'product_id'])
    .execute()
  const rounds = await q
    .selectFrom('round')
    .where('session_id', '=', sessionId)
    .orderBy('number')
    .select(['id', 'number', 'title', 'state', 'minutes'])
    .execute()
  const shown = await q
    .selectFrom('round_request')
    .innerJoin('round', 'round.id', 'round_request.round_id')
    .where('round.session_id', '=', sessionId)
    .orderBy('round_request.position')
    .select(['round_id', 'request_id'])
    .execute()
  const requestIds = [
    ...items.map((item) => item.request_id),
    ...shown.map((item) => item.request_id),
  ]
  const cards = await readPageCards(
    q,
    actor,
    requestIds.filter((id) => id !== null),
  )
  return {
    items: items.map((item) => ({
      id: item.id,
      kind: item.kind as ItemKind,
      title: item.request_id && !cards[item.request_id] ? '' : item.title,
      minutes: item.minutes,
      requestId: item.request_id,
      productId: item.product_id,
    })),
    rounds: rounds.map((round) => ({
      ...round,
      state: round.state as RoundState,
      requestIds: shown.filter((item) => item.round_id === round.id).map((item) => item.request_id),
    })),
    cards,
  }
}

/** The cards of these requests that the session's page shows to a reader. */
export async function readPageCards(
  q: Queryable,
  actor: Actor | null,
  requestIds: readonly string[],
): Promise<{ [requestId: string]: RequestCard }> {
  const reader = { ...requestReaderOf(actor), place: 'page' } as const
  const sources = await readCardSources(q, requestIds)
  return Object.fromEntries(
    [...sources.values()].flatMap((source) => {
      const card = cardFor(reader, source, false)
      return card?.form === 'full' ? [[source.requestId, card]] : []
    }),
  )
}

/** Organisations that come, by kind; names of persons stay with the host. */
export async function listComers(q: Queryable, sessionId: string) {
  const rows = await q
    .selectFrom('registration')
    .innerJoin('organization', 'organization.id', 'registration.organization_id')
    .where('registration.session_id', '=', sessionId)
    .where('registration.state', 'not in', ['cancelled', 'declined', 'applied', 'waitlisted'])
    .groupBy(['organization.id', 'organization.name', 'organization.kind'])
    .orderBy('organization.name')
    .select((eb) => [
      'organization.id',
      'organization.name',
      'organization.kind',
      eb.fn.countAll<number>().as('people'),
    ])
    .execute()
  return rows
}

/** Requests that could be put into a round, newest first. */
export async function listOpenRequests(q: Queryable): Promise<RequestCard[]> {
  const rows = await q
    .selectFrom('request')
    .where(onMarket())
    .orderBy('published_at', 'desc')
    .limit(200)
    .select('id')
    .execute()
  const sources = await readCardSources(
    q,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id }) => {
    const source = sources.get(id)
    return source ? [fullCard(source)] : []
  })
}
