import { type Db, type Tx, transact } from '#db'
import { type Acting, actsFor, hasRole, isVerified } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { mayOversee } from '../../branch/branch.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { threadEvents } from '../events.ts'
import { isLive } from '../thread.ts'
import { type LockedThread, lockThreadContext, notifySide, threadTopics } from './move.server.ts'

const works = ['owner', 'loan_officer', 'branch_manager']

/** Those to whom a thread can be given: who works on threads in its institution, and, for the head office, in its other branches. */
export async function listAssignees(q: Tx | Db, actor: Acting, threadId: string) {
  const thread = await q
    .selectFrom('thread')
    .innerJoin('organization', 'organization.id', 'thread.institution_id')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .select([
      ...(['thread.institution_id', 'thread.officer_id', 'organization.parent_id'] as const),
      ...(['request.title', 'thread.state'] as const),
    ])
    .where('thread.id', '=', threadId)
    .executeTakeFirst()
  if (!thread) throw refuse('missing', 'missing')
  const oversees = mayOversee(actor, thread.parent_id)
  if (!oversees && !managesThreads(actor, thread.institution_id)) throw refuse('missing', 'missing')
  const people = await q
    .selectFrom('membership')
    .innerJoin('organization', 'organization.id', 'membership.organization_id')
    .leftJoin('person_name', 'person_name.person_id', 'membership.person_id')
    .select([
      'membership.person_id',
      'organization.id as organization_id',
      'organization.name as organization',
      'person_name.name',
    ])
    .where('membership.ended_at', 'is', null)
    .where('organization.standing', '=', 'verified')
    .where((eb) => eb('membership.roles', '&&', eb.val(works)))
    .where((eb) =>
      oversees && thread.parent_id
        ? eb.or([
            eb('organization.parent_id', '=', thread.parent_id),
            eb('organization.id', '=', thread.parent_id),
          ])
        : eb('organization.id', '=', thread.institution_id),
    )
    .orderBy('organization.name')
    .orderBy('membership.since')
    .execute()
  return {
    title: thread.title,
    state: thread.state,
    people: people.map((person) => ({
      personId: person.person_id,
      name: person.name ?? '',
      organizationId: person.organization_id,
      organization: person.organization,
      holds:
        person.person_id === thread.officer_id && person.organization_id === thread.institution_id,
    })),
  }
}

/** Owners and managers give threads out in their own institution. */
export const managesThreads = (actor: Acting, institutionId: string): boolean =>
  isVerified(actor) &&
  actsFor(actor, institutionId) &&
  actor.organization.kind === 'institution' &&
  hasRole(actor, 'owner', 'branch_manager')

/** Gives a live thread to another who works on threads. Between branches only the head office does so. @throws {Refusal} */
export async function assignThread(
  db: Db,
  actor: Acting,
  {
    threadId,
    personId,
    organizationId,
  }: { threadId: string; personId: string; organizationId: string },
): Promise<void> {
  await transact(db, async (tx) => {
    const { thread } = await lockThreadContext(tx, threadId)
    const { people } = await listAssignees(tx, actor, threadId)
    const chosen = people.find(
      (person) => person.personId === personId && person.organizationId === organizationId,
    )
    if (!chosen) throw refuse('invalid', 'assignee', { fields: { to: ['assignee'] } })
    if (!isLive(thread.state) || thread.state === 'settled') throw refuse('conflict', 'thread_over')
    if (chosen.holds) return
    await tx
      .updateTable('thread')
      .set((eb) => ({
        officer_id: personId,
        institution_id: organizationId,
        updated_at: tx.now,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', threadId)
      .execute()
    await moveClock(tx, thread, organizationId)
    await appendAudit(tx, actor, {
      verb: 'assign',
      subject: { kind: 'thread', id: threadId },
      detail: { to: personId, institution: organizationId },
    })
    await enqueueSideEffects(tx, {
      topics: [
        ...threadTopics(thread),
        ...threadTopics({ ...thread, institutionId: organizationId }),
      ],
      notices: [
        {
          to: { personId },
          event: threadEvents.thread_assigned,
          subject: { kind: 'thread', id: threadId },
          params: { title: thread.title },
        },
        ...(organizationId === thread.institutionId
          ? []
          : [notifySide(thread, 'enterprise', threadEvents.thread_moved)]),
      ],
    })
  })
}

/** Whoever holds the thread answers for its deadline. */
async function moveClock(tx: Tx, thread: LockedThread, organizationId: string): Promise<void> {
  await tx
    .updateTable('clock')
    .set({ responsible_id: organizationId })
    .where('subject_kind', '=', 'thread')
    .where('subject_id', '=', thread.id)
    .where('state', 'in', ['running', 'paused'])
    .execute()
}
