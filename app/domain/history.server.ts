import type { Queryable } from '#db'

/** The course of a thing: who moved it, when, why, the oldest first. Names are those of now; an erased one is null. */
export async function listHistory(q: Queryable, noun: string, subjectId: string) {
  const rows = await q
    .selectFrom('transition')
    .leftJoin('person_name', 'person_name.person_id', 'transition.person_id')
    .leftJoin('organization', 'organization.id', 'transition.organization_id')
    .select([
      'transition.id',
      'transition.verb',
      'transition.to_state',
      'transition.reason',
      'transition.at',
      'person_name.name as person',
      'organization.name as organization',
    ])
    .where('transition.noun', '=', noun)
    .where('transition.subject_id', '=', subjectId)
    .orderBy('transition.id')
    .execute()
  return rows.map(({ id, verb, to_state, reason, at, person, organization }) => ({
    id,
    verb,
    to: to_state,
    reason,
    at,
    person,
    organization,
  }))
}

export type History = Awaited<ReturnType<typeof listHistory>>
