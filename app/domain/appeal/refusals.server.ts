import type { Queryable } from '#db'

/** The officer's refusal that stands: the last step of the thing, if that was one. */
export async function findRefusal(
  q: Queryable,
  { kind, id, state, verbs }: { kind: string; id: string; state: string; verbs: readonly string[] },
) {
  const last = await q
    .selectFrom('transition')
    .select(['id', 'verb', 'to_state', 'person_id', 'reason', 'at'])
    .where('noun', '=', kind)
    .where('subject_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last?.person_id || last.to_state !== state || !verbs.includes(last.verb)) return null
  return { id: last.id, by: last.person_id, verb: last.verb, reason: last.reason, at: last.at }
}
