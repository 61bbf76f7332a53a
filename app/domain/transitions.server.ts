import type { Queryable } from '#db'
import { nameOf } from './account/name.server.ts'

/** The course of a thing: who moved it, when, why, the oldest first. Names are as `nameOf` gives them. */
export async function listTransitions(q: Queryable, noun: string, subjectId: string) {
  const rows = await q
    .selectFrom('transition')
    .leftJoin('organization', 'organization.id', 'transition.organization_id')
    .select([
      'transition.id',
      'transition.verb',
      'transition.to_state',
      'transition.reason',
      'transition.at',
      nameOf('transition.person_id').as('person'),
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

/** Why a thing came into the state where it is; null where nobody gave a reason. */
export async function findReason(
  q: Queryable,
  { noun, id, state }: { noun: string; id: string; state: string },
): Promise<string | null> {
  const row = await q
    .selectFrom('transition')
    .where('noun', '=', noun)
    .where('subject_id', '=', id)
    .where('to_state', '=', state)
    .orderBy('id', 'desc')
    .select('reason')
    .executeTakeFirst()
  return row?.reason ?? null
}

export type History = Awaited<ReturnType<typeof listTransitions>>
