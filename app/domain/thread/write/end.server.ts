import type { Tx } from '#db'
import type { AuditActor } from '../../audit-log.server.ts'
import type { EventDefinition } from '../../event.ts'
import { withdrawActiveOffer } from '../../offer/write/move.server.ts'
import { requestEvents } from '../../request/events.ts'
import { moveRequest, noticeToEnterprise } from '../../request/write/move.server.ts'
import { appendFacts } from '../../session/event-store.server.ts'
import type { ThreadVerb } from '../thread.ts'
import { countLive } from './claim.server.ts'
import { type LockedThreadContext, moveThread, notifySide } from './move.server.ts'

export interface Ending {
  verb: Extract<ThreadVerb, 'decline' | 'release' | 'refuse' | 'withdraw'>
  reason?: string | null | undefined
  reasonCode?: string
  /** Who is told, and by which notice. */
  tells: { side: 'institution' | 'enterprise'; event: EventDefinition }
}

/** Ends a thread and frees its place: a full request opens again, and an awarded one when its chosen thread ends;
 * a direct application comes back to its enterprise. */
export async function endThread(
  tx: Tx,
  by: AuditActor,
  { rooms, request, thread }: LockedThreadContext,
  { verb, reason, reasonCode, tells }: Ending,
): Promise<void> {
  const chosen = thread.state === 'accepted'
  await withdrawActiveOffer(tx, by, thread.id)
  await moveThread(tx, by, thread, verb, {
    reason: reason ?? null,
    reasonCode: reasonCode ?? null,
    notices: [notifySide(thread, tells.side, tells.event)],
  })
  const live = await countLive(tx, request.id)
  const opensAgain =
    (chosen && request.state === 'awarded') || (request.state === 'full' && live < request.cap)
  if (opensAgain && request.audience === 'direct') {
    const notices = [noticeToEnterprise(request, requestEvents.application_returned)]
    await moveRequest(tx, null, request, 'give_back', { notices })
  } else if (opensAgain) {
    await moveRequest(tx, null, request, 'reopen')
  }
  for (const sessionId of rooms) {
    const body = {
      requestId: request.id,
      cap: request.cap,
      live,
      threadId: thread.id,
      institutionId: thread.institutionId,
    }
    await appendFacts(tx, sessionId, [{ type: 'claim_ended', body }])
  }
}
