import { sql, type Tx } from '#db'
import { type Consequences, topic } from './events.ts'
import { tellSystems } from './webhook/outbox.server.ts'

/** Writes what follows from a change into the transaction that makes it. */
export async function emit(tx: Tx, consequences: Consequences): Promise<void> {
  const { search = [], topics = [], notices = [] } = consequences
  if (search.length > 0) {
    await sql`
      insert into search_dirty (kind, id, marked_at)
      select kind, id, ${tx.at} from jsonb_to_recordset(${JSON.stringify(search)}::jsonb)
        as s (kind text, id uuid)
      on conflict (kind, id) do update
        set version = search_dirty.version + 1, failures = 0, failed_reason = null, retry_at = null`.execute(
      tx,
    )
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
