import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { refuse } from '../../refusal.ts'
import { dayOf } from '../../time/working-days.ts'
import { requestEvents } from '../events.ts'
import { mayReviewRequest } from '../policy.ts'
import { type LockedRequest, lockRequest, moveRequest, noticeToEnterprise } from './move.server.ts'

/**
 * Puts a request before the institutions. The version is of the request as the officer read it: nobody publishes words
 * that they haven't seen.
 * @throws {Refusal}
 */
export async function publishRequest(
  db: Db,
  actor: Acting,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await review(db, actor, id, (tx, request) => {
    if (request.version !== version) throw refuse('conflict', 'reviewed_meanwhile')
    return moveRequest(tx, actor, request, 'publish', {
      changes: { remarks: null, published_at: tx.now },
      notices: [noticeToEnterprise(request, requestEvents.request_published)],
    })
  })
}

/** Publishes what an appeal found wrongly returned, within the appeal's transaction. @throws {Refusal} `conflict` */
export async function upholdRequest(tx: Tx, actor: Acting, id: string): Promise<void> {
  const request = await lockRequest(tx, id)
  if (request.expiresOn <= dayOf(tx.now)) throw refuse('conflict', 'request_expiry_past')
  await moveRequest(tx, actor, request, 'uphold', {
    changes: { remarks: null, published_at: tx.now },
    notices: [noticeToEnterprise(request, requestEvents.request_published)],
  })
}

/** Sends a request back with remarks on what to mend. @throws {Refusal} */
export async function returnRequest(
  db: Db,
  actor: Acting,
  { id, remarks }: { id: string; remarks: string },
): Promise<void> {
  await review(db, actor, id, (tx, request) =>
    moveRequest(tx, actor, request, 'return', {
      reason: remarks,
      changes: { remarks },
      notices: [noticeToEnterprise(request, requestEvents.request_returned)],
    }),
  )
}

async function review(
  db: Db,
  actor: Acting,
  id: string,
  work: (tx: Parameters<typeof moveRequest>[0], request: LockedRequest) => Promise<void>,
): Promise<void> {
  await transact(db, async (tx) => {
    const request = await lockRequest(tx, id)
    if (!mayReviewRequest(actor, request)) throw refuse('forbidden', 'own_organization')
    await work(tx, request)
  })
}
