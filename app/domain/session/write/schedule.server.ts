import { randomBytes } from 'node:crypto'
import { type Db, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { hashToken } from '../admission.server.ts'
import { appendFacts } from '../event-store.server.ts'
import type { SessionForm } from '../forms.ts'
import { maySchedule } from '../policy.ts'
import { planReminders } from '../reminders.server.ts'
import type { SessionVerb } from '../session.ts'
import type { TemplateBody } from '../template.ts'
import { moveSession, tellRescheduled } from '../transitions.server.ts'
import { lockOwnSession, requireOpen } from './lock.server.ts'
import { writeTemplate } from './template.server.ts'

const columns = ({ type, title, summary, place, startsAt, endsAt }: SessionForm) => ({
  type,
  title,
  summary: summary ?? null,
  place: place ?? null,
  starts_at: startsAt,
  ends_at: endsAt,
})

/** Plans a session, from a template or from nothing; it stays a draft until it is published. */
export async function scheduleSession(
  db: Db,
  actor: Actor,
  form: SessionForm,
  template?: TemplateBody,
): Promise<string> {
  return transact(db, async (tx) => {
    if (!maySchedule(actor)) throw refuse('forbidden', 'access_host')
    const { id } = await tx
      .insertInto('session')
      .values({
        ...columns(form),
        state: 'draft',
        organization_id: actor.organization.id,
        host_id: actor.personId,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (template) await writeTemplate(tx, id, template)
    await appendAudit(tx, actor, {
      verb: 'schedule_session',
      subject: { kind: 'session', id },
      transition: { from: null, to: 'draft' },
    })
    return id
  })
}

export async function editSession(
  db: Db,
  actor: Actor,
  id: string,
  form: SessionForm,
): Promise<void> {
  await transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, id)
    const before = await tx
      .selectFrom('session')
      .where('id', '=', id)
      .select('starts_at')
      .executeTakeFirstOrThrow()
    requireOpen(session)
    await tx
      .updateTable('session')
      .set((eb) => ({ ...columns(form), updated_at: tx.now, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, actor, { verb: 'edit_session', subject: { kind: 'session', id } })
    await planReminders(tx, id)
    const moved = before.starts_at.getTime() !== form.startsAt.getTime()
    // A new date of what is postponed is told when it is published again.
    const isAnnounced = session.state !== 'draft' && session.state !== 'postponed'
    if (moved && isAnnounced) await tellRescheduled(tx, id)
    await enqueueSideEffects(tx, {
      search: [{ kind: 'session', id }],
      topics: [topic.session(id), topic.session('calendar')],
    })
  })
}

/** The steps that a host takes outside the room. */
export type DeskVerb = Extract<SessionVerb, 'publish' | 'postpone' | 'cancel' | 'archive'>

/** Publishes, postpones, cancels or archives. A room that has been in use is told. */
export async function moveSessionByHost(
  db: Db,
  actor: Actor,
  id: string,
  verb: DeskVerb,
  reason?: string,
): Promise<void> {
  await transact(db, async (tx) => {
    const { session, host } = await lockOwnSession(tx, actor, id)
    const to = await moveSession(tx, host, id, verb, reason)
    await planReminders(tx, id)
    if (session.head === 0) return
    const { personId, organization } = host
    const by = { personId, organizationId: organization.id }
    await appendFacts(tx, id, [{ type: 'phase_changed', body: { to }, by }])
  })
}

/**
 * Makes the link of the big screen; a link made before stops working.
 * @returns the secret part of the address, which is kept nowhere
 */
export async function makeScreenLink(db: Db, actor: Actor, id: string): Promise<string> {
  return transact(db, async (tx) => {
    await lockOwnSession(tx, actor, id)
    const token = randomBytes(18).toString('base64url')
    await tx
      .updateTable('session')
      .set({ screen_token_hash: hashToken(token), updated_at: tx.now })
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, actor, { verb: 'make_screen_link', subject: { kind: 'session', id } })
    return token
  })
}
