import { type Db, transact } from '#db'
import type { Acting } from '../actor.ts'
import { refuse } from '../refusal.ts'
import { threadEvents } from './events.ts'
import { sideOf } from './policy.ts'
import type { DeclineReason } from './thread.ts'
import { endThread } from './write/end.server.ts'
import {
  type LockedThreadContext,
  lockThreadContext,
  moveThread,
  notifySide,
} from './write/move.server.ts'

export { applyDirectly } from './write/apply.server.ts'
export { assignThread, listAssignees, managesThreads } from './write/assign.server.ts'
export { type Claim, claim, claimRequest } from './write/claim.server.ts'

type Work = (
  tx: Parameters<typeof lockThreadContext>[0],
  course: LockedThreadContext,
) => Promise<void>

async function onThread(
  db: Db,
  actor: Acting,
  threadId: string,
  side: 'institution' | 'enterprise',
  work: Work,
): Promise<void> {
  await transact(db, async (tx) => {
    const course = await lockThreadContext(tx, threadId)
    if (sideOf(actor, course.thread) !== side) throw refuse('missing', 'missing')
    await work(tx, course)
  })
}

/** Notes that the institution has spoken with the enterprise; who speaks first holds what nobody held yet. @throws {Refusal} */
export const contactEnterprise = (db: Db, actor: Acting, threadId: string): Promise<void> =>
  onThread(db, actor, threadId, 'institution', async (tx, { thread }) => {
    await moveThread(tx, actor, thread, 'contact', {
      notices: [notifySide(thread, 'enterprise', threadEvents.thread_contacted)],
    })
    await tx
      .updateTable('thread')
      .set({ officer_id: actor.personId })
      .where('id', '=', threadId)
      .where('officer_id', 'is', null)
      .execute()
  })

/** Begins due diligence. @throws {Refusal} */
export const beginDiligence = (db: Db, actor: Acting, threadId: string): Promise<void> =>
  onThread(db, actor, threadId, 'institution', (tx, { thread }) =>
    moveThread(tx, actor, thread, 'investigate', {
      notices: [notifySide(thread, 'enterprise', threadEvents.thread_in_diligence)],
    }),
  )

/** The institution does not lend, for a reason. @throws {Refusal} */
export const declineThread = (
  db: Db,
  actor: Acting,
  {
    threadId,
    reasonCode,
    reason,
  }: { threadId: string; reasonCode: DeclineReason; reason?: string | undefined },
): Promise<void> =>
  onThread(db, actor, threadId, 'institution', (tx, course) =>
    endThread(tx, actor, course, {
      verb: 'decline',
      reasonCode,
      reason,
      tells: { side: 'enterprise', event: threadEvents.thread_declined },
    }),
  )

/** The institution gives the request back so that another can take it. @throws {Refusal} */
export const releaseThread = (
  db: Db,
  actor: Acting,
  { threadId, reason }: { threadId: string; reason?: string | undefined },
): Promise<void> =>
  onThread(db, actor, threadId, 'institution', (tx, course) =>
    endThread(tx, actor, course, {
      verb: 'release',
      reason,
      tells: { side: 'enterprise', event: threadEvents.thread_released },
    }),
  )

/** The enterprise ends its talk with this institution. @throws {Refusal} */
export const refuseThread = (
  db: Db,
  actor: Acting,
  { threadId, reason }: { threadId: string; reason?: string | undefined },
): Promise<void> =>
  onThread(db, actor, threadId, 'enterprise', (tx, course) =>
    endThread(tx, actor, course, {
      verb: 'refuse',
      reason,
      tells: { side: 'institution', event: threadEvents.thread_refused },
    }),
  )

/** The loan is paid back or concluded. @throws {Refusal} */
export const settleThread = (db: Db, actor: Acting, threadId: string): Promise<void> =>
  onThread(db, actor, threadId, 'institution', (tx, { thread }) =>
    moveThread(tx, actor, thread, 'settle', {
      notices: [notifySide(thread, 'enterprise', threadEvents.thread_settled)],
    }),
  )
