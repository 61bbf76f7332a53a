import { type Db, type Tx, transact } from '#db'
import type { Acting, Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { startClock, stopClock } from '../clock/write.server.ts'
import type { EventDefinition } from '../event.ts'
import { type Notice, topic } from '../events.ts'
import { listBureaus, notifyBureaus } from '../organization/notify-bureau.server.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { getTransition } from '../state-machine.ts'
import {
  type AppealKind,
  type AppealState,
  type AppealVerb,
  appealDays,
  appealMachine,
} from './appeal.ts'
import { appealEvents } from './events.ts'
import { mayDecideAppeal, mayWithdrawAppeal } from './policy.ts'
import { findRefusal } from './refusals.server.ts'
import { appealSubjects } from './subjects.server.ts'

/**
 * Contests the refusal that stands; each can be contested once. Another officer has five working days.
 * @throws {Refusal} `missing`, `conflict`
 */
export async function raiseAppeal(
  db: Db,
  actor: Actor,
  { kind, id, reason }: { kind: AppealKind; id: string; reason: string },
): Promise<{ id: string }> {
  return transact(db, async (tx) => {
    const subject = appealSubjects[kind]
    const refused = await subject.lock(tx, id)
    if (!refused || !(await subject.mayAppeal(actor, refused, tx, id))) {
      throw refuse('missing', 'missing')
    }
    const refusal = await findRefusal(tx, {
      kind,
      id,
      state: refused.state,
      verbs: subject.refusals,
    })
    if (!refusal) throw refuse('conflict', 'appeal_nothing')
    const added = await tx
      .insertInto('appeal')
      .values({
        subject_kind: kind,
        subject_id: id,
        refusal_id: refusal.id,
        refused_by: refusal.by,
        organization_id: refused.organizationId,
        raised_by: actor.personId,
        state: 'raised',
        title: refused.title,
        reason,
        due_at: tx.now,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .onConflict((conflict) => conflict.column('refusal_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) throw refuse('conflict', 'appeal_once')
    await startAppealClock(tx, added.id)
    await appendAudit(tx, actor, {
      verb: 'appeal',
      subject: { kind: 'appeal', id: added.id },
      transition: { from: null, to: 'raised', reason },
      detail: { subject_kind: kind, subject: id },
    })
    await enqueueSideEffects(tx, {
      topics: [topic.bureau, topic.appeal(added.id)],
      notices: await notifyBureaus(tx, {
        event: appealEvents.appeal_raised,
        subject: { kind: 'appeal', id: added.id },
        params: { title: refused.title },
      }),
    })
    return added
  })
}

async function startAppealClock(tx: Tx, id: string): Promise<void> {
  const [responsibleId] = await listBureaus(tx)
  if (!responsibleId) throw refuse('unavailable', 'unavailable')
  const stage = { stage: 'appeal', responsibleId, days: appealDays }
  const dueAt = await startClock(tx, { kind: 'appeal', id }, stage)
  await tx.updateTable('appeal').set({ due_at: dueAt }).where('id', '=', id).execute()
}

export interface Verdict {
  id: string
  /** As the officer's page showed it. */
  version: number
  reason: string
}

/** Finds the appeal right and does what was refused. @throws {Refusal} */
export const upholdAppeal = (db: Db, actor: Acting, verdict: Verdict): Promise<void> =>
  decide(db, actor, verdict, 'uphold')

/** Finds the refusal right; that is the last word. @throws {Refusal} */
export const dismissAppeal = (db: Db, actor: Acting, verdict: Verdict): Promise<void> =>
  decide(db, actor, verdict, 'dismiss')

async function decide(
  db: Db,
  actor: Acting,
  { id, version, reason }: Verdict,
  verb: 'uphold' | 'dismiss',
): Promise<void> {
  await transact(db, async (tx) => {
    // The thing is locked before its appeal, as when the appeal was raised.
    const { kind, subjectId } = await findSubject(tx, id)
    const subject = appealSubjects[kind]
    const refused = await subject.lock(tx, subjectId)
    const appeal = await lockAppeal(tx, id)
    if (!mayDecideAppeal(actor, appeal)) throw refuse('forbidden', 'appeal_decide')
    if (appeal.version !== version) throw refuse('conflict', 'application_changed')
    await moveAppeal(tx, actor, appeal, verb, reason)
    if (verb === 'dismiss') return
    const standing =
      refused &&
      (await findRefusal(tx, {
        kind,
        id: subjectId,
        state: refused.state,
        verbs: subject.refusals,
      }))
    if (standing?.id !== appeal.refusalId) throw refuse('conflict', 'appeal_overtaken')
    await subject.uphold(tx, actor, subjectId)
  })
}

/** Takes one's appeal back. @throws {Refusal} */
export async function withdrawAppeal(db: Db, actor: Actor, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const appeal = await lockAppeal(tx, id)
    if (!mayWithdrawAppeal(actor, appeal)) throw refuse('missing', 'missing')
    await moveAppeal(tx, actor, appeal, 'withdraw', null)
  })
}

async function findSubject(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('appeal')
    .select(['subject_kind', 'subject_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return { kind: row.subject_kind as AppealKind, subjectId: row.subject_id }
}

async function lockAppeal(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('appeal')
    .select([
      ...(['id', 'subject_kind', 'state', 'title', 'organization_id', 'raised_by'] as const),
      ...(['refused_by', 'refusal_id', 'version'] as const),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return {
    id: row.id,
    kind: row.subject_kind,
    state: row.state as AppealState,
    title: row.title,
    organizationId: row.organization_id,
    raisedBy: row.raised_by,
    refusedBy: row.refused_by,
    refusalId: row.refusal_id,
    version: row.version,
  }
}

const endings = {
  uphold: appealEvents.appeal_upheld,
  dismiss: appealEvents.appeal_dismissed,
  withdraw: appealEvents.appeal_withdrawn,
} as const satisfies Record<AppealVerb, EventDefinition>

type LockedAppeal = Awaited<ReturnType<typeof lockAppeal>>

async function moveAppeal(
  tx: Tx,
  actor: Actor,
  appeal: LockedAppeal,
  verb: AppealVerb,
  reason: string | null,
): Promise<void> {
  const { to } = getTransition(appealMachine, appeal.state, verb)
  const decided = verb === 'withdraw' ? {} : { decision: reason, decided_by: actor.personId }
  await tx
    .updateTable('appeal')
    .set((eb) => ({ ...decided, state: to, updated_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', appeal.id)
    .execute()
  await stopClock(tx, { kind: 'appeal', id: appeal.id })
  const subject = { kind: 'appeal' as const, id: appeal.id }
  await appendAudit(tx, actor, { verb, subject, transition: { from: appeal.state, to, reason } })
  const told = { event: endings[verb], subject, params: { title: appeal.title } }
  const notices: Notice[] =
    verb === 'withdraw'
      ? await notifyBureaus(tx, told)
      : [{ ...told, to: { personId: appeal.raisedBy } }]
  await enqueueSideEffects(tx, { topics: [topic.bureau, topic.appeal(appeal.id)], notices })
}
