import type { Tx } from '#db'
import { type AuditActor, appendAudit } from '../../audit-log.server.ts'
import { startClock, stopClock } from '../../clock/write.server.ts'
import type { EventDefinition } from '../../event.ts'
import { type Notice, topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { type LockedRequest, lockRequest } from '../../request/write/move.server.ts'
import { lockRoomsShowing } from '../../session/event-store.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { getTransition } from '../../state-machine.ts'
import { type ThreadState, type ThreadVerb, threadMachine } from '../thread.ts'

export interface LockedThread {
  id: string
  requestId: string
  institutionId: string
  enterpriseId: string
  title: string
  state: ThreadState
  contactDays: number
  diligenceDays: number
  disburseDays: number
}

export interface LockedThreadContext {
  /** The rooms in use that show the request; they hear of offers and ended threads. */
  rooms: string[]
  request: LockedRequest
  thread: LockedThread
}

/** Locks a thread and all that its moves touch, in the market's order: rooms, request, thread. @throws {Refusal} `missing` */
export async function lockThreadContext(tx: Tx, threadId: string): Promise<LockedThreadContext> {
  const found = await tx
    .selectFrom('thread')
    .select('request_id')
    .where('id', '=', threadId)
    .executeTakeFirst()
  if (!found) throw refuse('missing', 'missing')
  const rooms = await lockRoomsShowing(tx, { id: found.request_id })
  const request = await lockRequest(tx, found.request_id)
  const [thread] = await lockThreads(tx, request, threadId)
  return { rooms, request, thread: thread! }
}

/** Locks the threads of a locked request: one of them, or all. */
export async function lockThreads(
  tx: Tx,
  request: LockedRequest,
  threadId?: string,
): Promise<LockedThread[]> {
  const rows = await tx
    .selectFrom('thread')
    .select(['id', 'institution_id', 'state', 'contact_days', 'diligence_days', 'disburse_days'])
    .where('request_id', '=', request.id)
    .$if(threadId !== undefined, (query) => query.where('id', '=', threadId!))
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => ({
    id: row.id,
    requestId: request.id,
    institutionId: row.institution_id,
    enterpriseId: request.organizationId,
    title: request.title,
    state: row.state as ThreadState,
    contactDays: row.contact_days,
    diligenceDays: row.diligence_days,
    disburseDays: row.disburse_days,
  }))
}

interface MoveOptions {
  reason?: string | null | undefined
  reasonCode?: string | null
  notices?: readonly Notice[]
}

/** Takes one step of the thread's table with its clock, records it and tells whom it concerns. @throws {Refusal} `conflict` */
export async function moveThread(
  tx: Tx,
  by: AuditActor,
  thread: LockedThread,
  verb: ThreadVerb,
  { reason, reasonCode, notices = [] }: MoveOptions = {},
): Promise<void> {
  const step = getTransition(threadMachine, thread.state, verb)
  const dueAt = await turnClock(tx, thread, step.deadline)
  await tx
    .updateTable('thread')
    .set((eb) => ({
      state: step.to,
      entered_at: tx.now,
      due_at: dueAt,
      updated_at: tx.now,
      version: eb('version', '+', 1),
      ...(reasonCode !== undefined ? { reason_code: reasonCode } : {}),
      ...(reason !== undefined ? { reason } : {}),
    }))
    .where('id', '=', thread.id)
    .execute()
  const transition = { from: thread.state, to: step.to, reason: reason ?? null }
  await appendAudit(tx, by, { verb, subject: { kind: 'thread', id: thread.id }, transition })
  thread.state = step.to
  await enqueueSideEffects(tx, { topics: threadTopics(thread), notices })
}

async function turnClock(
  tx: Tx,
  thread: LockedThread,
  stage: string | undefined,
): Promise<Date | null> {
  const subject = { kind: 'thread', id: thread.id }
  if (!stage) {
    await stopClock(tx, subject)
    return null
  }
  const days = stage === 'disburse' ? thread.disburseDays : thread.diligenceDays
  return startClock(tx, subject, { stage, responsibleId: thread.institutionId, days })
}

export const threadTopics = (
  thread: Pick<LockedThread, 'id' | 'requestId' | 'institutionId' | 'enterpriseId'>,
) => [
  topic.thread(thread.id),
  topic.request(thread.requestId),
  topic.desk(thread.institutionId),
  topic.desk(thread.enterpriseId),
  topic.bureau,
]

/** A notice about this thread to one of its sides. */
export const notifySide = (
  thread: LockedThread,
  side: 'institution' | 'enterprise',
  event: EventDefinition,
  params: Record<string, string | number> = {},
): Notice => ({
  to: { organizationId: side === 'institution' ? thread.institutionId : thread.enterpriseId },
  event,
  subject: { kind: 'thread', id: thread.id },
  params: { title: thread.title, ...params },
})
