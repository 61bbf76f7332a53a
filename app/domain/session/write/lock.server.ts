import type { Tx } from '#db'
import type { Acting, Actor } from '../../actor.ts'
import { refuse } from '../../refusal.ts'
import { mayHost } from '../policy.ts'
import { overStates, type SessionState } from '../session.ts'

export interface LockedSession {
  id: string
  title: string
  state: SessionState
  organizationId: string
  hostId: string
  head: number
}

/** Locks the session's row, which is the first lock of every verb that concerns it. */
export async function lockSession(tx: Tx, id: string): Promise<LockedSession> {
  const row = await tx
    .selectFrom('session')
    .where('id', '=', id)
    .select(['id', 'title', 'state', 'organization_id', 'host_id', 'head'])
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'session_missing')
  return {
    id: row.id,
    title: row.title,
    state: row.state as SessionState,
    organizationId: row.organization_id,
    hostId: row.host_id,
    head: row.head,
  }
}

/** What may still be changed: everything up to the end. @throws {Refusal} `conflict` */
export function requireOpen({ state }: Pick<LockedSession, 'state'>): void {
  if (overStates.includes(state)) throw refuse('conflict', 'session_over')
}

/** Locks it for its host. */
export async function lockOwnSession(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ session: LockedSession; host: Acting }> {
  const session = await lockSession(tx, id)
  if (!mayHost(actor, session)) throw refuse('forbidden', 'session_host_only')
  return { session, host: actor }
}
