import type { Queryable } from '#db'
import type { Actor } from '../../actor.ts'
import { type Page, type PageRequest, toPage } from '../../pagination.ts'
import { overStates, runningStates, type SessionState, type SessionType } from '../session.ts'
import { isVisible } from './visible.server.ts'

export interface CalendarEntry {
  id: string
  type: SessionType
  state: SessionState
  title: string
  place: string | null
  startsAt: Date
  endsAt: Date
  organizer: string
  registered: number
  mine: boolean
}

export interface CalendarFilter {
  when: 'upcoming' | 'past' | 'mine'
  q?: string | undefined
  page?: number
}

export const calendarPage = 20

/** Sessions that the reader may see: running and coming ones by their start, past ones newest first. */
export async function listCalendar(
  q: Queryable,
  actor: Actor | null,
  { when, q: words, page = 1 }: CalendarFilter,
): Promise<{ entries: CalendarEntry[]; total: number }> {
  let query = q
    .selectFrom('session')
    .innerJoin('organization', 'organization.id', 'session.organization_id')
    .where((eb) => isVisible(eb, actor))
  if (when === 'past') query = query.where('session.state', 'in', overStates)
  if (when === 'upcoming') query = query.where('session.state', 'not in', overStates)
  if (when === 'mine') {
    query = query.where((eb) =>
      eb.or([
        eb('session.host_id', '=', actor?.personId ?? null),
        eb.exists(
          eb
            .selectFrom('registration')
            .whereRef('registration.session_id', '=', 'session.id')
            .where('registration.person_id', '=', actor?.personId ?? null)
            .where('registration.state', 'not in', ['cancelled', 'declined'])
            .select('registration.id'),
        ),
      ]),
    )
  }
  if (words) {
    const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where('session.title', 'ilike', pattern)
  }
  const { total } = await query
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query
    .select((eb) => [
      'session.id',
      'session.type',
      'session.state',
      'session.title',
      'session.place',
      'session.starts_at',
      'session.ends_at',
      eb.fn.coalesce('organization.short_name', 'organization.name').as('organizer'),
      eb
        .selectFrom('registration')
        .whereRef('registration.session_id', '=', 'session.id')
        .where('registration.state', 'not in', ['cancelled', 'declined'])
        .select((item) => item.fn.countAll<number>().as('count'))
        .as('registered'),
      eb
        .exists(
          eb
            .selectFrom('registration')
            .whereRef('registration.session_id', '=', 'session.id')
            .where('registration.person_id', '=', actor?.personId ?? null)
            .where('registration.state', 'not in', ['cancelled', 'declined'])
            .select('registration.id'),
        )
        .as('mine'),
      eb('session.state', 'in', runningStates).as('running'),
    ])
    .orderBy('running', 'desc')
    .orderBy('session.starts_at', when === 'past' ? 'desc' : 'asc')
    .orderBy('session.id')
    .limit(calendarPage)
    .offset((page - 1) * calendarPage)
    .execute()
  return {
    total,
    entries: rows.map((row) => ({
      id: row.id,
      type: row.type as SessionType,
      state: row.state as SessionState,
      title: row.title,
      place: row.place,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      organizer: row.organizer,
      registered: row.registered ?? 0,
      mine: Boolean(row.mine),
    })),
  }
}

export interface SessionsWanted extends PageRequest {
  state?: SessionState | undefined
  type?: SessionType | undefined
  /** Only what begins at or after this instant. */
  from?: Date | undefined
}

/** A portion of the sessions that the reader may see. */
export async function listSessionPortion(
  q: Queryable,
  actor: Actor | null,
  { limit, before, state, type, from }: SessionsWanted,
): Promise<Page<ListedSession>> {
  const rows = await q
    .selectFrom('session')
    .innerJoin('organization', 'organization.id', 'session.organization_id')
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
      eb.fn.coalesce('organization.short_name', 'organization.name').as('organizer'),
    ])
    .where((eb) => isVisible(eb, actor))
    .$if(state !== undefined, (query) => query.where('session.state', '=', state!))
    .$if(type !== undefined, (query) => query.where('session.type', '=', type!))
    .$if(from !== undefined, (query) => query.where('session.starts_at', '>=', from!))
    .$if(before !== undefined, (query) => query.where('session.id', '<', before!))
    .orderBy('session.id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(
    rows.map((row) => ({
      id: row.id,
      type: row.type as SessionType,
      state: row.state as SessionState,
      title: row.title,
      summary: row.summary,
      place: row.place,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      organizer: row.organizer,
      organizationId: row.organization_id,
    })),
    limit,
  )
}

export interface ListedSession {
  id: string
  type: SessionType
  state: SessionState
  title: string
  summary: string | null
  place: string | null
  startsAt: Date
  endsAt: Date
  organizer: string
  organizationId: string
}
