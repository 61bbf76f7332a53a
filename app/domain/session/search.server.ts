import type { Queryable } from '#db'
import { compactTexts, type FindableDocument, seconds } from '../search/document.ts'

/** States in which a session stands in the calendar. */
export const findableSessionStates = [
  'published',
  'lobby',
  'live',
  'break',
  'talks',
  'ended',
  'archived',
  'postponed',
] as const

/** The documents of sessions that have been announced. */
export async function readSessionDocuments(
  q: Queryable,
  ids: readonly string[],
): Promise<FindableDocument[]> {
  if (ids.length === 0) return []
  const rows = await q
    .selectFrom('session')
    .innerJoin('organization', 'organization.id', 'session.organization_id')
    .select(['session.id', 'session.title', 'session.summary', 'session.place'])
    .select(['session.starts_at', 'organization.name as host'])
    .where('session.id', 'in', ids)
    .where('session.state', 'in', findableSessionStates)
    .execute()
  return rows.map((row) => ({
    kind: 'session',
    id: row.id,
    audience: ['public'],
    name: row.title,
    topics: compactTexts(['对接会', row.place, row.host]),
    text: row.summary ?? '',
    at: seconds(row.starts_at),
  }))
}
