import type { Tx } from '#db'
import type { Acting } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { startClock } from '../../clock/write.server.ts'
import type { EligibilitySummary } from '../../eligibility/eligibility.ts'
import type { Notice } from '../../events.ts'
import { type LockedRequest, noticeToEnterprise } from '../../request/write/move.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { threadEvents } from '../events.ts'
import { threadTopics } from './move.server.ts'

/** How long each stage may take, in working days. */
export interface StageDays {
  contact_days: number
  diligence_days: number
  disburse_days: number
}

export interface Opening {
  institutionId: string
  origin: 'claim' | 'session' | 'direct'
  productId?: string | undefined
  round?: { sessionId: string; roundId: string } | undefined
  /** The institution's person who holds it; none yet where the enterprise came by itself. */
  officerId: string | null
  days: StageDays
  eligibility?: readonly EligibilitySummary[]
}

/** Begins a thread on a locked request with its first clock, and tells the other side. Who may is the caller's matter. */
export async function openThread(
  tx: Tx,
  actor: Acting,
  request: LockedRequest,
  opening: Opening,
): Promise<string> {
  const { institutionId, origin, days } = opening
  const id = await insertThread(tx, actor, request, opening)
  const subject = { kind: 'thread' as const, id }
  const stage = { stage: 'contact', responsibleId: institutionId, days: days.contact_days }
  const dueAt = await startClock(tx, subject, stage)
  await tx.updateTable('thread').set({ due_at: dueAt }).where('id', '=', id).execute()
  await appendAudit(tx, actor, {
    verb: origin === 'direct' ? 'apply' : 'claim',
    subject,
    transition: { from: null, to: 'open' },
    detail: { request: request.id },
  })
  const notice: Notice =
    origin === 'direct'
      ? {
          to: { organizationId: institutionId },
          event: threadEvents.application_received,
          subject,
          params: { title: request.title },
        }
      : { ...noticeToEnterprise(request, threadEvents.request_claimed), subject }
  await enqueueSideEffects(tx, {
    search: [{ kind: 'request', id: request.id }],
    topics: threadTopics({
      id,
      requestId: request.id,
      institutionId,
      enterpriseId: request.organizationId,
    }),
    notices: [notice],
  })
  return id
}

async function insertThread(
  tx: Tx,
  actor: Acting,
  request: LockedRequest,
  { institutionId, origin, productId, round, officerId, days, eligibility }: Opening,
): Promise<string> {
  const { id } = await tx
    .insertInto('thread')
    .values({
      request_id: request.id,
      institution_id: institutionId,
      product_id: productId ?? null,
      origin,
      session_id: round?.sessionId ?? null,
      round_id: round?.roundId ?? null,
      state: 'open',
      officer_id: officerId,
      ...days,
      eligibility: eligibility ? JSON.stringify(eligibility) : null,
      entered_at: tx.now,
      created_by: actor.personId,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
