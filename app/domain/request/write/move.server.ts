import type { Tx } from '#db'
import { type AuditActor, appendAudit } from '../../audit-log.server.ts'
import type { EventDefinition } from '../../event.ts'
import { type Notice, topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { appendMatterChanges } from '../../session/matters.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { getTransition } from '../../state-machine.ts'
import {
  isOpen,
  type RequestAudience,
  type RequestState,
  type RequestVerb,
  requestMachine,
} from '../request.ts'

export interface LockedRequest {
  id: string
  organizationId: string
  state: RequestState
  title: string
  cap: number
  expiresOn: string
  audience: RequestAudience
  version: number
}

/** Locks a request. Lock rooms that show it before, threads and offers after. @throws {Refusal} `missing` */
export async function lockRequest(tx: Tx, id: string): Promise<LockedRequest> {
  const row = await tx
    .selectFrom('request')
    .select(['id', 'organization_id', 'state', 'title', 'cap', 'expires_on'])
    .select(['audience', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return {
    id: row.id,
    organizationId: row.organization_id,
    state: row.state as RequestState,
    title: row.title,
    cap: row.cap,
    expiresOn: row.expires_on,
    audience: row.audience as RequestAudience,
    version: row.version,
  }
}

interface MoveOptions {
  reason?: string | null | undefined
  notices?: readonly Notice[]
  changes?: {
    remarks?: string | null
    published_at?: Date
    audience?: RequestAudience
    cap?: number
  }
}

/** Takes one step of the request's table, records it and tells whom it concerns. @throws {Refusal} `conflict` */
export async function moveRequest(
  tx: Tx,
  by: AuditActor,
  request: LockedRequest,
  verb: RequestVerb,
  { reason, notices = [], changes = {} }: MoveOptions = {},
): Promise<void> {
  const { to } = getTransition(requestMachine, request.state, verb)
  await tx
    .updateTable('request')
    .set((eb) => ({ ...changes, state: to, updated_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', request.id)
    .execute()
  const transition = { from: request.state, to, reason: reason ?? null }
  await appendAudit(tx, by, {
    verb,
    subject: { kind: 'request', id: request.id },
    transition,
  })
  const isTurned = isOpen(request.state) !== isOpen(to)
  request.state = to
  request.version += 1
  await enqueueSideEffects(tx, {
    search: [{ kind: 'request', id: request.id }],
    topics: [topic.request(request.id), topic.desk(request.organizationId), topic.bureau],
    notices,
  })
  if (isTurned) await appendMatterChanges(tx, { id: request.id })
}

/** A notice about this request to its enterprise. */
export const noticeToEnterprise = (
  request: Pick<LockedRequest, 'id' | 'organizationId' | 'title'>,
  event: EventDefinition,
  params: Record<string, string | number> = {},
): Notice => ({
  to: { organizationId: request.organizationId },
  event,
  subject: { kind: 'request', id: request.id },
  params: { title: request.title, ...params },
})
