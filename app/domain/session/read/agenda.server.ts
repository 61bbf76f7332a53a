import type { Queryable } from '#db'
import type { RegistrationState, SessionState } from '../session.ts'

/** A session in somebody's calendar. */
export interface DiarySession {
  id: string
  title: string
  place: string | null
  state: SessionState
  registration: RegistrationState
  startsAt: Date
  endsAt: Date
  updatedAt: Date
  version: number
}

/** Sessions that a person registered for, from a month ago on; what was cancelled is there and says so. */
export async function listDiarySessions(
  q: Queryable,
  personId: string,
  at: Date,
): Promise<DiarySession[]> {
  const rows = await q
    .selectFrom('registration')
    .innerJoin('session', 'session.id', 'registration.session_id')
    .where('registration.person_id', '=', personId)
    .where('registration.state', 'not in', ['declined'])
    .where('session.starts_at', '>', new Date(at.getTime() - 31 * 86_400_000))
    .orderBy('session.starts_at')
    .orderBy('registration.created_at', 'desc')
    .select([
      'session.id',
      'session.title',
      'session.place',
      'session.state',
      'registration.state as registration',
      'session.starts_at',
      'session.ends_at',
      'session.updated_at',
      'session.version',
      'registration.updated_at as answered_at',
    ])
    .execute()
  const newest = new Map(rows.toReversed().map((row) => [row.id, row]))
  return [...newest.values()].reverse().map((row) => ({
    id: row.id,
    title: row.title,
    place: row.place,
    state: row.state as SessionState,
    registration: row.registration as RegistrationState,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    updatedAt: row.updated_at > row.answered_at ? row.updated_at : row.answered_at,
    version: row.version,
  }))
}
