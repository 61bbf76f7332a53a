import { type Db, type Tx, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { refuse } from '../../refusal.ts'
import { readPlaces } from '../capacity.server.ts'
import { maySchedule } from '../policy.ts'
import { listQuestions } from '../read/hosting.server.ts'
import type { SessionType } from '../session.ts'
import type { TemplateBody } from '../template.ts'
import { writePlaces, writeQuestions } from './capacity.server.ts'
import { lockOwnSession } from './lock.server.ts'

/** Keeps a session's programme, rounds, form, places and reminders under a name; the same name again replaces it. */
export async function saveTemplate(
  db: Db,
  actor: Actor,
  sessionId: string,
  name: string,
): Promise<void> {
  await transact(db, async (tx) => {
    const { host } = await lockOwnSession(tx, actor, sessionId)
    const body = JSON.stringify(await bodyOf(tx, sessionId))
    await tx
      .insertInto('session_template')
      .values({
        organization_id: host.organization.id,
        name,
        body,
        made_by: host.personId,
        created_at: tx.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'name'])
          .doUpdateSet({ body, made_by: host.personId, created_at: tx.now }),
      )
      .execute()
    await appendAudit(tx, actor, {
      verb: 'save_template',
      subject: { kind: 'session', id: sessionId },
    })
  })
}

async function bodyOf(tx: Tx, sessionId: string): Promise<TemplateBody> {
  const session = await tx
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select(['type', 'title', 'summary', 'place', 'starts_at', 'ends_at', 'reminders'])
    .executeTakeFirstOrThrow()
  const items = await tx
    .selectFrom('session_item')
    .where('session_id', '=', sessionId)
    .where('kind', '=', 'words')
    .orderBy('position')
    .select(['title', 'minutes'])
    .execute()
  const rounds = await tx
    .selectFrom('round')
    .where('session_id', '=', sessionId)
    .orderBy('number')
    .select(['title', 'minutes'])
    .execute()
  const { capacity, parts } = await readPlaces(tx, sessionId)
  const questions = await listQuestions(tx, sessionId)
  return {
    type: session.type as SessionType,
    title: session.title,
    summary: session.summary,
    place: session.place,
    minutes: Math.round((session.ends_at.getTime() - session.starts_at.getTime()) / 60_000),
    items,
    rounds,
    questions: questions.map(({ kind, label, options, required }) => ({
      kind,
      label,
      options: [...options],
      required,
    })),
    places: {
      capacity: capacity ?? undefined,
      delegateCapacity: parts.delegate.capacity ?? undefined,
      delegateApproval: parts.delegate.approval,
      observerCapacity: parts.observer.capacity ?? undefined,
      observerApproval: parts.observer.approval,
      reminders: session.reminders,
    },
  }
}

/** Removes one of the bureau's own templates. */
export async function removeTemplate(db: Db, actor: Actor, id: string): Promise<void> {
  await transact(db, async (tx) => {
    if (!maySchedule(actor)) throw refuse('forbidden', 'access_host')
    const { numDeletedRows } = await tx
      .deleteFrom('session_template')
      .where('id', '=', id)
      .where('organization_id', '=', actor.organization.id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw refuse('missing', 'template_missing')
    await appendAudit(tx, actor, {
      verb: 'remove_template',
      subject: { kind: 'session_template', id },
    })
  })
}

/** Writes what a template holds into a session that has just been made. */
export async function writeTemplate(
  tx: Tx,
  sessionId: string,
  { items, rounds, questions, places }: TemplateBody,
): Promise<void> {
  if (items.length > 0) {
    await tx
      .insertInto('session_item')
      .values(
        items.map(({ title, minutes }, index) => ({
          session_id: sessionId,
          position: index + 1,
          kind: 'words',
          title,
          minutes,
        })),
      )
      .execute()
  }
  if (rounds.length > 0) {
    await tx
      .insertInto('round')
      .values(
        rounds.map(({ title, minutes }, index) => ({
          session_id: sessionId,
          number: index + 1,
          title,
          state: 'planned',
          minutes,
        })),
      )
      .execute()
  }
  await writeQuestions(tx, sessionId, 0, questions)
  await writePlaces(tx, sessionId, places)
}
