import type { Queryable, Tx } from '#db'
import type { Role } from '../actor.ts'
import { topic } from '../events.ts'
import { terminatedStates } from '../thread/thread.ts'
import type { Responsibility, ResponsibilityKind } from './holdings.ts'

interface Held {
  /** Which of these roles an heir must have; empty where any member will do. */
  heirs: readonly Role[]
  list(q: Queryable, organizationId: string, personId: string): Promise<Responsibility[]>
  pass(tx: Tx, ids: readonly string[], to: string): Promise<void>
  topic(id: string): string
}

/** What can be held, by kind. Another kind of thing joins by another entry. */
export const responsibilities: Record<ResponsibilityKind, Held> = {
  thread: {
    heirs: ['owner', 'loan_officer', 'branch_manager'],
    topic: topic.thread,
    list: (q, organizationId, personId) =>
      q
        .selectFrom('thread')
        .innerJoin('request', 'request.id', 'thread.request_id')
        .select(['thread.id', 'request.title'])
        .where('thread.institution_id', '=', organizationId)
        .where('thread.officer_id', '=', personId)
        .where('thread.state', 'not in', [...terminatedStates, 'settled'])
        .orderBy('thread.id')
        .execute(),
    async pass(tx, ids, to) {
      await tx
        .updateTable('thread')
        .set({ officer_id: to, updated_at: tx.now })
        .where('id', 'in', [...ids])
        .execute()
    },
  },
  request: {
    heirs: [],
    topic: topic.request,
    list: (q, organizationId, personId) =>
      q
        .selectFrom('request')
        .select(['id', 'title'])
        .where('organization_id', '=', organizationId)
        .where((eb) => eb(eb.fn.coalesce('holder_id', 'created_by'), '=', personId))
        .where('state', 'not in', ['closed', 'withdrawn', 'expired'])
        .orderBy('id')
        .execute(),
    async pass(tx, ids, to) {
      await tx
        .updateTable('request')
        .set({ holder_id: to })
        .where('id', 'in', [...ids])
        .execute()
    },
  },
  product: {
    heirs: ['owner', 'loan_officer', 'branch_manager'],
    topic: topic.product,
    list: (q, organizationId, personId) =>
      q
        .selectFrom('product')
        .select(['id', 'name as title'])
        .where('organization_id', '=', organizationId)
        .where((eb) => eb(eb.fn.coalesce('holder_id', 'created_by'), '=', personId))
        .where('state', '!=', 'withdrawn')
        .orderBy('id')
        .execute(),
    async pass(tx, ids, to) {
      await tx
        .updateTable('product')
        .set({ holder_id: to })
        .where('id', 'in', [...ids])
        .execute()
    },
  },
  listing: {
    heirs: [],
    topic: topic.listing,
    list: (q, organizationId, personId) =>
      q
        .selectFrom('listing')
        .select(['id', 'title'])
        .where('organization_id', '=', organizationId)
        .where((eb) => eb(eb.fn.coalesce('holder_id', 'created_by'), '=', personId))
        .where('state', 'not in', ['closed', 'withdrawn', 'taken_down'])
        .orderBy('id')
        .execute(),
    async pass(tx, ids, to) {
      await tx
        .updateTable('listing')
        .set({ holder_id: to })
        .where('id', 'in', [...ids])
        .execute()
    },
  },
  session: {
    heirs: ['host', 'officer'],
    topic: topic.session,
    list: (q, organizationId, personId) =>
      q
        .selectFrom('session')
        .select(['id', 'title'])
        .where('organization_id', '=', organizationId)
        .where('host_id', '=', personId)
        .where('state', 'not in', ['ended', 'archived', 'cancelled'])
        .orderBy('id')
        .execute(),
    async pass(tx, ids, to) {
      await tx
        .updateTable('session')
        .set((eb) => ({ host_id: to, updated_at: tx.now, version: eb('version', '+', 1) }))
        .where('id', 'in', [...ids])
        .execute()
    },
  },
}
