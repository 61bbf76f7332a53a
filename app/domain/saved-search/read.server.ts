import type { Queryable } from '#db'
import type { Actor } from '../actor.ts'

/** The searches that somebody keeps, those with something new first. */
export async function listSavedSearches(q: Queryable, actor: Actor) {
  const rows = await q
    .selectFrom('saved_search')
    .leftJoin('organization', 'organization.id', 'saved_search.organization_id')
    .select(['saved_search.id', 'saved_search.name', 'query', 'fresh', 'checked_at'])
    .select('organization.name as organization')
    .where('person_id', '=', actor.personId)
    .orderBy((eb) => eb.fn('cardinality', ['fresh']), 'desc')
    .orderBy('saved_search.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    query: row.query,
    organization: row.organization,
    fresh: row.fresh.length,
    /** Null before its first look. */
    checkedAt: row.checked_at.getTime() > 0 ? row.checked_at : null,
  }))
}
