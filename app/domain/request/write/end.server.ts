import { type Db, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { refuse } from '../../refusal.ts'
import { lockRoomsShowing } from '../../session/event-store.server.ts'
import { threadEvents } from '../../thread/events.ts'
import { isLive, terminatedStates } from '../../thread/thread.ts'
import { endThread } from '../../thread/write/end.server.ts'
import { lockThreads } from '../../thread/write/move.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { requestEvents } from '../events.ts'
import { mayManageRequest } from '../policy.ts'
import { lockRequest, moveRequest, noticeToEnterprise } from './move.server.ts'

/** Takes a request back, as long as no offer was accepted; institutions that hold it are told. @throws {Refusal} */
export async function withdrawRequest(
  db: Db,
  actor: Acting,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<void> {
  await transact(db, async (tx) => {
    const rooms = await lockRoomsShowing(tx, { id })
    const request = await lockRequest(tx, id)
    if (!mayManageRequest(actor, request)) throw refuse('missing', 'missing')
    const threads = await lockThreads(tx, request)
    await moveRequest(tx, actor, request, 'withdraw', { reason: reason ?? null })
    for (const thread of threads.filter((thread) => isLive(thread.state))) {
      await endThread(
        tx,
        null,
        { rooms, request, thread },
        {
          verb: 'withdraw',
          tells: { side: 'institution', event: threadEvents.thread_withdrawn },
        },
      )
    }
  })
}

/** Ends published requests that nobody holds and whose day is past. @returns how many */
export async function expireRequests(db: Db): Promise<number> {
  const today = dayOf(db.now())
  const due = await db
    .selectFrom('request')
    .select('id')
    .where('state', '=', 'published')
    .where('expires_on', '<', today)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('thread')
            .whereRef('thread.request_id', '=', 'request.id')
            .where('thread.state', 'not in', terminatedStates),
        ),
      ),
    )
    .limit(500)
    .execute()
  for (const { id } of due) {
    await transact(db, async (tx) => {
      await lockRoomsShowing(tx, { id })
      const request = await lockRequest(tx, id)
      const threads = await lockThreads(tx, request)
      const over = request.state === 'published' && request.expiresOn < today
      if (!over || threads.some((thread) => isLive(thread.state))) return
      await moveRequest(tx, null, request, 'expire', {
        notices: [noticeToEnterprise(request, requestEvents.request_expired)],
      })
    })
  }
  return due.length
}
