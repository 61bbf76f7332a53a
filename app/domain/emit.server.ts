import { sql, type Tx } from '#db'
import { type Consequences, type Notice, topic } from './events.ts'
import { toldOnceUnread } from './notice/notice.ts'
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
    const wanted = await withoutRepeated(tx, notices)
    if (wanted.length > 0)
      await tx
        .insertInto('notice')
        .values(
          wanted.map(({ to, kind, subject, params }) => ({
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

/**
 * Leaves out what its reader has been told and has not read yet. That is for what others can set off as often as they
 * like: of everything else, each one counts.
 */
async function withoutRepeated(tx: Tx, notices: readonly Notice[]): Promise<readonly Notice[]> {
  const repeatable = notices.filter(({ kind }) => toldOnceUnread.has(kind))
  if (repeatable.length === 0) return notices
  const { rows } = await sql<{ at: number }>`
    select distinct w.at::int as at
    from jsonb_to_recordset(${JSON.stringify(repeatable.map(({ to, kind, subject }, at) => ({ at, kind, subject: subject.id, ...to })))}::jsonb)
      as w (at int, kind text, subject uuid, "organizationId" uuid, "personId" uuid)
    join notice n on n.kind = w.kind and n.subject_id = w.subject
      and (n.organization_id = w."organizationId" or n.person_id = w."personId")
    where not exists (select from notice_read r where r.notice_id = n.id)`.execute(tx)
  const waiting = new Set(rows.map(({ at }) => repeatable[at]))
  return notices.filter((notice) => !waiting.has(notice))
}
