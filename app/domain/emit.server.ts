import { sql, type Tx } from '#db'
import { type Consequences, topic } from './events.ts'
import { tellSystems } from './webhook/outbox.server.ts'

/** Writes what follows from a change into the transaction that makes it. */
export async function emit(tx: Tx, consequences: Consequences): Promise<void> {
  const { search = [], topics = [], notices = [] } = consequences
  if (search.length > 0) {
    await tx
      .insertInto('search_dirty')
      .values(search.map(({ kind, id }) => ({ kind, id, marked_at: tx.at })))
      .onConflict((conflict) =>
        conflict.columns(['kind', 'id']).doUpdateSet({
          version: sql`search_dirty.version + 1`,
          failures: 0,
          failed_reason: null,
          retry_at: null,
        }),
      )
      .execute()
    tx.hint(topic.search)
  }
  for (const name of topics) tx.hint(name)
  if (notices.length > 0) {
    await tx
      .insertInto('notice')
      .values(
        notices.map(({ to, kind, subject, params }) => ({
          organization_id: 'organizationId' in to ? to.organizationId : null,
          person_id: 'personId' in to ? to.personId : null,
          kind,
          subject_kind: subject.kind,
          subject_id: subject.id,
          params: JSON.stringify(params ?? {}),
          created_at: tx.at,
        })),
      )
      .execute()
    await tellSystems(tx, notices)
    for (const { to } of notices) {
      tx.hint('organizationId' in to ? topic.desk(to.organizationId) : topic.person(to.personId))
    }
  }
}
