import { sql, type Tx } from '#db'
import type { EventDefinition } from './event.ts'
import { type Notice, type SideEffects, topic } from './events.ts'
import { enqueueWebhooks } from './webhook/outbox.server.ts'

/** Writes what follows from a change into the transaction that makes it. */
export async function enqueueSideEffects(tx: Tx, consequences: SideEffects): Promise<void> {
  const { search = [], topics = [], notices = [] } = consequences
  if (search.length > 0) {
    await sql`
      insert into search_dirty (kind, id, marked_at)
      select kind, id, ${tx.now} from jsonb_to_recordset(${JSON.stringify(search)}::jsonb)
        as s (kind text, id uuid)
      on conflict (kind, id) do update
        set version = search_dirty.version + 1, failures = 0, failed_reason = null, retry_at = null`.execute(
      tx,
    )
    tx.notify(topic.search)
  }
  for (const name of topics) tx.notify(name)
  if (notices.length > 0) {
    const wanted = await withoutRepeated(tx, notices)
    if (wanted.length > 0)
      await tx
        .insertInto('notice')
        .values(
          wanted.map(({ to, event, subject, params }) => ({
            organization_id: 'organizationId' in to ? to.organizationId : null,
            person_id: 'personId' in to ? to.personId : null,
            kind: event.kind,
            topic: event.category,
            subject_kind: subject.kind,
            subject_id: subject.id,
            params: JSON.stringify(payloadOf(event, params)),
            created_at: tx.now,
          })),
        )
        .execute()
    await enqueueWebhooks(tx, notices)
    for (const { to } of notices) {
      tx.notify('organizationId' in to ? topic.desk(to.organizationId) : topic.person(to.personId))
    }
  }
}

/** The figures and texts of an event's sentence. @throws {Error} where one is missing, which is the caller's mistake */
function payloadOf({ kind, params: names }: EventDefinition, params: Notice['params'] = {}) {
  const missing = names.filter((name) => params[name] === undefined)
  if (missing.length > 0) throw new Error(`The event ${kind} lacks ${missing.join(', ')}.`)
  return params
}

/**
 * Leaves out what its reader has been told and has not read yet. That is for what others can set off as often as they
 * like: of everything else, each one counts.
 */
async function withoutRepeated(tx: Tx, notices: readonly Notice[]): Promise<readonly Notice[]> {
  const repeatable = notices.filter(({ event }) => event.onceUnread)
  if (repeatable.length === 0) return notices
  const { rows } = await sql<{ at: number }>`
    select distinct w.at::int as at
    from jsonb_to_recordset(${JSON.stringify(repeatable.map(({ to, event, subject }, at) => ({ at, kind: event.kind, subject: subject.id, ...to })))}::jsonb)
      as w (at int, kind text, subject uuid, "organizationId" uuid, "personId" uuid)
    join notice n on n.kind = w.kind and n.subject_id = w.subject
      and (n.organization_id = w."organizationId" or n.person_id = w."personId")
    where not exists (select from notice_read r where r.notice_id = n.id)`.execute(tx)
  const waiting = new Set(rows.map(({ at }) => repeatable[at]))
  return notices.filter((notice) => !waiting.has(notice))
}
