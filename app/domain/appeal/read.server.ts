import type { Queryable } from '#db'
import { nameOf } from '../account/name.server.ts'
import { type Acting, type Actor, isBureau } from '../actor.ts'
import { refuse } from '../refusal.ts'
import { listTransitions } from '../transitions.server.ts'
import type { AppealKind, AppealState } from './appeal.ts'
import { mayDecideAppeal, mayReadAppeal, mayWithdrawAppeal } from './policy.ts'
import { findRefusal } from './refusals.server.ts'
import { appealSubjects } from './subjects.server.ts'

const selectAppeals = (q: Queryable) =>
  q
    .selectFrom('appeal')
    .innerJoin('organization', 'organization.id', 'appeal.organization_id')
    .innerJoin('transition as refusal', 'refusal.id', 'appeal.refusal_id')
    .select([
      ...(['appeal.id', 'appeal.subject_kind', 'appeal.subject_id', 'appeal.state'] as const),
      ...(['appeal.title', 'appeal.reason', 'appeal.decision', 'appeal.due_at'] as const),
      ...(['appeal.created_at', 'appeal.raised_by', 'appeal.refused_by'] as const),
      ...(['appeal.organization_id', 'appeal.version', 'appeal.refusal_id'] as const),
      'organization.name as organization',
      nameOf('appeal.refused_by').as('officer'),
      'refusal.verb as refusal_verb',
      'refusal.reason as refusal_reason',
      'refusal.at as refused_at',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectAppeals>['execute']>>[number]

const toAppeal = (row: Row) => ({
  id: row.id,
  subject: { kind: row.subject_kind as AppealKind, id: row.subject_id },
  state: row.state as AppealState,
  title: row.title,
  organization: row.organization,
  reason: row.reason,
  decision: row.decision,
  dueAt: row.state === 'raised' ? row.due_at : null,
  at: row.created_at,
  version: row.version,
  refusal: {
    verb: row.refusal_verb,
    reason: row.refusal_reason,
    officer: row.officer,
    at: row.refused_at,
  },
})

const partiesOf = (row: Row) => ({
  kind: row.subject_kind,
  organizationId: row.organization_id,
  raisedBy: row.raised_by,
  refusedBy: row.refused_by,
})

/** One appeal with its course, and what the actor may do about it. @throws {Refusal} `missing` */
export async function getAppeal(q: Queryable, actor: Actor, id: string) {
  const row = await selectAppeals(q).where('appeal.id', '=', id).executeTakeFirst()
  if (!row || !mayReadAppeal(actor, partiesOf(row))) throw refuse('missing', 'missing')
  const open = row.state === 'raised'
  return {
    ...toAppeal(row),
    decidable: open && mayDecideAppeal(actor, partiesOf(row)),
    withdrawable: open && mayWithdrawAppeal(actor, partiesOf(row)),
    history: await listTransitions(q, 'appeal', id),
  }
}

/** The officers' queue: what is open, most urgent first; those that this officer can't decide are marked. */
export async function listAppeals(q: Queryable, actor: Acting, { open }: { open: boolean }) {
  if (!isBureau(actor, 'officer')) return []
  const rows = await selectAppeals(q)
    .where('appeal.state', open ? '=' : '!=', 'raised')
    .orderBy(open ? 'appeal.due_at' : 'appeal.updated_at', open ? 'asc' : 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    ...toAppeal(row),
    decidable: mayDecideAppeal(actor, partiesOf(row)),
  }))
}

/** What can be contested: the refusal that stands, and the appeal against it where there is one. @throws {Refusal} `missing` */
export async function getContestable(q: Queryable, actor: Actor, kind: AppealKind, id: string) {
  const subject = appealSubjects[kind]
  const refused = await subject.find(q, id)
  if (!refused || !(await subject.mayAppeal(actor, refused, q, id))) {
    throw refuse('missing', 'missing')
  }
  const { state, title } = refused
  const refusal = await findRefusal(q, { kind, id, state, verbs: subject.refusals })
  if (!refusal) throw refuse('conflict', 'appeal_nothing')
  const appeal = await q
    .selectFrom('appeal')
    .select('id')
    .where('refusal_id', '=', refusal.id)
    .executeTakeFirst()
  return {
    title,
    refusal: { verb: refusal.verb, reason: refusal.reason, at: refusal.at },
    appealId: appeal?.id ?? null,
  }
}
