import { type Db, type Tx, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { promoteWaiting } from '../capacity.server.ts'
import type { PlacesForm, QuestionForm } from '../forms.ts'
import { planReminders } from '../reminders.server.ts'
import { type LockedSession, lockOwnSession, requireOpen } from './lock.server.ts'

async function told(tx: Tx, actor: Actor, { id }: LockedSession, verb: string): Promise<void> {
  await appendAudit(tx, actor, { verb, subject: { kind: 'session', id } })
  await enqueueSideEffects(tx, { topics: [topic.session(id)] })
}

/** Says how many may come, on whom the host decides and when people are reminded. New places go to who waits. */
export async function setPlaces(
  db: Db,
  actor: Actor,
  sessionId: string,
  form: PlacesForm,
): Promise<void> {
  await transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    requireOpen(session)
    await writePlaces(tx, sessionId, form)
    await promoteWaiting(tx, session)
    await planReminders(tx, sessionId)
    await told(tx, actor, session, 'set_places')
  })
}

/** The rows behind `setPlaces`; a template's too. */
export async function writePlaces(tx: Tx, sessionId: string, form: PlacesForm): Promise<void> {
  const parts = [
    {
      part: 'delegate',
      capacity: form.delegateCapacity ?? null,
      approval: form.delegateApproval ?? false,
    },
    {
      part: 'observer',
      capacity: form.observerCapacity ?? null,
      approval: form.observerApproval ?? false,
    },
  ]
  await tx
    .updateTable('session')
    .set({
      capacity: form.capacity ?? null,
      reminders: [...new Set(form.reminders)].sort((a, b) => b - a),
      updated_at: tx.now,
    })
    .where('id', '=', sessionId)
    .execute()
  await tx
    .insertInto('session_part')
    .values(parts.map((part) => ({ ...part, session_id: sessionId })))
    .onConflict((conflict) =>
      conflict.columns(['session_id', 'part']).doUpdateSet((eb) => ({
        capacity: eb.ref('excluded.capacity'),
        approval: eb.ref('excluded.approval'),
      })),
    )
    .execute()
}

const mostQuestions = 20

/** Adds a question to the end of the form of registration. */
export async function addQuestion(
  db: Db,
  actor: Actor,
  sessionId: string,
  form: QuestionForm,
): Promise<void> {
  await transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    requireOpen(session)
    const { count } = await tx
      .selectFrom('session_question')
      .where('session_id', '=', sessionId)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(count) >= mostQuestions)
      throw refuse('conflict', 'questions_too_many', { params: { count: mostQuestions } })
    await writeQuestions(tx, sessionId, Number(count), [form])
    await told(tx, actor, session, 'add_question')
  })
}

/** The rows behind `addQuestion`; a template's too. */
export async function writeQuestions(
  tx: Tx,
  sessionId: string,
  after: number,
  questions: readonly QuestionForm[],
): Promise<void> {
  if (questions.length === 0) return
  await tx
    .insertInto('session_question')
    .values(
      questions.map(({ kind, label, options, required }, index) => ({
        session_id: sessionId,
        position: after + index + 1,
        kind,
        label,
        options: kind === 'choice' ? options : [],
        required: required ?? false,
      })),
    )
    .execute()
}

/** Takes a question off the form, and the answers that it was given. */
export async function removeQuestion(
  db: Db,
  actor: Actor,
  sessionId: string,
  questionId: string,
): Promise<void> {
  await transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    requireOpen(session)
    const { numDeletedRows } = await tx
      .deleteFrom('session_question')
      .where('id', '=', questionId)
      .where('session_id', '=', sessionId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw refuse('missing', 'question_missing')
    await told(tx, actor, session, 'remove_question')
  })
}
