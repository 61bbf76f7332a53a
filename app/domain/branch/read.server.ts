import type { Queryable } from '#db'
import { nameOf } from '../account/name.server.ts'
import type { Acting } from '../actor.ts'
import { type ThreadState, terminatedStates } from '../thread/thread.ts'
import { mayOversee } from './branch.ts'

/** Where an institution stands among its own: its head office, or its branches, and what is asked. */
export async function getBranches(q: Queryable, actor: Acting) {
  const own = actor.organization.id
  const rows = await q
    .selectFrom('branch_link')
    .innerJoin('organization as head', 'head.id', 'branch_link.head_id')
    .innerJoin('organization as branch', 'branch.id', 'branch_link.branch_id')
    .select([
      ...(['branch_link.id', 'branch_link.state', 'branch_link.created_at'] as const),
      ...(['head.id as head_id', 'head.name as head', 'branch.id as branch_id'] as const),
      'branch.name as branch',
    ])
    .where('branch_link.state', 'in', ['asked', 'accepted'])
    .where((eb) => eb.or([eb('head.id', '=', own), eb('branch.id', '=', own)]))
    .orderBy('branch_link.created_at')
    .execute()
  const toLink = (row: (typeof rows)[number]) => ({
    id: row.id,
    state: row.state as 'asked' | 'accepted',
    since: row.created_at,
    organization:
      row.head_id === own
        ? { id: row.branch_id, name: row.branch }
        : { id: row.head_id, name: row.head },
  })
  return {
    head: rows.filter(({ branch_id }) => branch_id === own).map(toLink)[0] ?? null,
    branches: rows.filter(({ head_id }) => head_id === own).map(toLink),
  }
}

/** The live threads of a head office's branches, the most urgent first. */
export async function listBranchThreads(q: Queryable, actor: Acting) {
  if (!mayOversee(actor, actor.organization.id)) return []
  const rows = await q
    .selectFrom('thread')
    .innerJoin('organization as branch', 'branch.id', 'thread.institution_id')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .select([
      ...(['thread.id', 'thread.state', 'thread.due_at', 'request.title'] as const),
      ...(['request.amount_fen', 'branch.name as branch'] as const),
      nameOf('thread.officer_id').as('officer'),
    ])
    .where('branch.parent_id', '=', actor.organization.id)
    .where('thread.state', 'not in', [...terminatedStates, 'settled'])
    .orderBy('thread.due_at', (order) => order.asc().nullsLast())
    .limit(300)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    state: row.state as ThreadState,
    dueAt: row.due_at,
    title: row.title,
    amountFen: row.amount_fen,
    branch: row.branch,
    officer: row.officer,
  }))
}
