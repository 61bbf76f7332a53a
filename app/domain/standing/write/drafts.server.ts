import { type Db, type Tx, transact } from '#db'
import { appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import { standingEvents } from '../../organization/events.ts'
import { DRAFT_DAYS } from '../../organization/standing.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'

const MAX_AT_ONCE = 200

/** What members of a draft may have left with it; the draft itself was never seen by anybody else. */
const traces = ['join_request', 'invitation', 'delegation', 'notice', 'membership'] as const

/**
 * Deletes drafts of organisations that nobody has touched for a month and nobody ever submitted; their owners are told.
 * @returns how many
 */
export async function expireDrafts(db: Db): Promise<number> {
  const before = new Date(db.now().getTime() - DRAFT_DAYS * 86_400_000)
  const due = await stale(db, before).select('id').limit(MAX_AT_ONCE).execute()
  for (const { id } of due) await transact(db, (tx) => expire(tx, id, before))
  return due.length
}

const stale = (q: Db | Tx, before: Date) =>
  q
    .selectFrom('organization')
    .where('standing', '=', 'draft')
    .where('updated_at', '<', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('standing_application')
            .select('standing_application.id')
            .whereRef('standing_application.organization_id', '=', 'organization.id'),
        ),
      ),
    )

async function expire(tx: Tx, id: string, before: Date): Promise<void> {
  const draft = await stale(tx, before)
    .select(['id', 'name'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!draft) return
  const members = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('organization_id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
  await tx
    .updateTable('sign_in')
    .set({ organization_id: null })
    .where('organization_id', '=', id)
    .execute()
  await tx
    .updateTable('saved_search')
    .set({ organization_id: null })
    .where('organization_id', '=', id)
    .execute()
  for (const table of traces) await tx.deleteFrom(table).where('organization_id', '=', id).execute()
  await tx.deleteFrom('organization').where('id', '=', id).execute()
  await appendAudit(tx, null, { verb: 'expire', subject: { kind: 'organization', id } })
  await enqueueSideEffects(tx, {
    topics: members.map(({ person_id }) => topic.person(person_id)),
    notices: members.map(({ person_id }) => ({
      to: { personId: person_id },
      event: standingEvents.standing_draft_expired,
      subject: { kind: 'organization', id },
      params: { organization: draft.name, days: DRAFT_DAYS },
    })),
  })
}
