import { type Db, type Queryable, transact } from '#db'
import { type Acting, isVerified } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import type { ProposalKind } from './matching.ts'

export interface Dismissal {
  /** For which of one's own things; one's organisation itself for proposals to all of it. */
  subjectId: string
  kind: ProposalKind
  counterpartId: string
}

/** Keeps "not for me": it isn't proposed for this again. @throws {Refusal} `forbidden` */
export async function dismiss(db: Db, actor: Acting, dismissal: Dismissal): Promise<void> {
  if (!isVerified(actor)) throw refuse('forbidden', 'access_verified')
  await transact(db, async (tx) => {
    await tx
      .insertInto('dismissal')
      .values({
        organization_id: actor.organization.id,
        subject_id: dismissal.subjectId,
        kind: dismissal.kind,
        counterpart_id: dismissal.counterpartId,
        person_id: actor.personId,
        at: tx.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const subject = { kind: dismissal.kind, id: dismissal.counterpartId }
    await appendAudit(tx, actor, { verb: 'dismiss', subject, detail: { for: dismissal.subjectId } })
    await enqueueSideEffects(tx, { topics: [topic.desk(actor.organization.id)] })
  })
}

/** Takes all of "not for me" back for one of one's things; where there is none, nothing happens. */
export async function forgetDismissals(db: Db, actor: Acting, subjectId: string): Promise<void> {
  await transact(db, async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('dismissal')
      .where('organization_id', '=', actor.organization.id)
      .where('subject_id', '=', subjectId)
      .executeTakeFirstOrThrow()
    if (numDeletedRows === 0n) return
    const subject = { kind: 'organization', id: actor.organization.id }
    await appendAudit(tx, actor, { verb: 'forget_dismissals', subject, detail: { for: subjectId } })
    await enqueueSideEffects(tx, { topics: [topic.desk(actor.organization.id)] })
  })
}

/** What an organisation doesn't want to see for one of its things. */
export async function readDismissed(
  q: Queryable,
  organizationId: string,
  subjectId: string,
): Promise<Set<string>> {
  const rows = await q
    .selectFrom('dismissal')
    .select('counterpart_id')
    .where('organization_id', '=', organizationId)
    .where('subject_id', '=', subjectId)
    .execute()
  return new Set(rows.map((row) => row.counterpart_id))
}
