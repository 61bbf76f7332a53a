import { type Queryable, sql } from '#db'
import { hashToken } from '../vault.server.ts'
import type { Deadline } from './diary.ts'

/** When the person's feed was made; null when there is none. */
export async function findFeed(q: Queryable, personId: string): Promise<Date | null> {
  const row = await q
    .selectFrom('calendar_feed')
    .where('person_id', '=', personId)
    .select('created_at')
    .executeTakeFirst()
  return row?.created_at ?? null
}

/** Whose feed this token opens, and the language that they chose; null when it opens none. */
export async function findFeedOwner(q: Queryable, token: string) {
  const row = await q
    .selectFrom('calendar_feed')
    .innerJoin('person', 'person.id', 'calendar_feed.person_id')
    .where('token_hash', '=', hashToken(token))
    .select(['person_id', 'locale'])
    .executeTakeFirst()
  return row ? { personId: row.person_id, locale: row.locale } : null
}

/** The end of a day in Shanghai. */
const endOf = (day: string): Date => new Date(`${day}T23:59:00+08:00`)

/**
 * What the organisations that a person belongs to must do, by when: threads whose clock runs for them, requests and
 * certificates that run out, offers that lapse.
 */
export async function listDeadlines(q: Queryable, personId: string): Promise<Deadline[]> {
  const own = q
    .selectFrom('membership')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .select('organization_id')
  const clocks = await q
    .selectFrom('clock')
    .innerJoin('thread', 'thread.id', 'clock.subject_id')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .where('clock.subject_kind', '=', 'thread')
    .where('clock.state', '=', 'running')
    .where('clock.responsible_id', 'in', own)
    .orderBy('clock.due_at')
    .limit(500)
    .select([
      'clock.id',
      'thread.id as thread',
      'clock.stage',
      'request.title',
      'clock.due_at',
      'clock.started_at',
    ])
    .execute()
  const requests = await q
    .selectFrom('request')
    .where('organization_id', 'in', own)
    .where('state', 'in', ['published', 'full'])
    .limit(500)
    .select(['id', 'title', sql<string>`expires_on::text`.as('day'), 'updated_at'])
    .execute()
  const offers = await q
    .selectFrom('offer')
    .innerJoin('thread', 'thread.id', 'offer.thread_id')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .where('offer.state', 'in', ['made', 'countered'])
    .where((eb) =>
      eb.or([eb('thread.institution_id', 'in', own), eb('request.organization_id', 'in', own)]),
    )
    .limit(500)
    .select([
      'offer.id',
      'thread.id as thread',
      'request.title',
      sql<string>`offer.valid_until::text`.as('day'),
      'offer.updated_at',
    ])
    .execute()
  const certificates = await q
    .selectFrom('organization_certificate')
    .where('organization_id', 'in', own)
    .where('valid_to', 'is not', null)
    .limit(500)
    .select(['id', 'name', 'organization_id', sql<string>`valid_to::text`.as('day')])
    .execute()
  return [
    ...clocks.map((clock) => ({
      id: `clock-${clock.id}`,
      kind: 'thread' as const,
      stage: clock.stage,
      title: clock.title,
      path: `/threads/${clock.thread}`,
      dueAt: clock.due_at,
      updatedAt: clock.started_at,
    })),
    ...requests.map((request) => ({
      id: `request-${request.id}`,
      kind: 'request' as const,
      stage: null,
      title: request.title,
      path: `/requests/${request.id}`,
      dueAt: endOf(request.day),
      updatedAt: request.updated_at,
    })),
    ...offers.map((offer) => ({
      id: `offer-${offer.id}`,
      kind: 'offer' as const,
      stage: null,
      title: offer.title,
      path: `/threads/${offer.thread}`,
      dueAt: endOf(offer.day),
      updatedAt: offer.updated_at,
    })),
    ...certificates.map((certificate) => ({
      id: `certificate-${certificate.id}`,
      kind: 'standing' as const,
      stage: null,
      title: certificate.name,
      path: `/organizations/${certificate.organization_id}`,
      dueAt: endOf(certificate.day),
      updatedAt: endOf(certificate.day),
    })),
  ]
}
