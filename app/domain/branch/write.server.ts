import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import type { EventDefinition } from '../event.ts'
import { topic } from '../events.ts'
import { requireRecentAuth } from '../mfa/write/step-up.server.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { getTransition } from '../state-machine.ts'
import { type BranchState, type BranchVerb, branchMachine, mayLinkBranches } from './branch.ts'
import { branchEvents } from './events.ts'

/** Asks an institution to be one's head office. One level only: neither a branch nor a head office is a branch's head. @throws {Refusal} */
export async function askHeadOffice(db: Db, actor: Acting, uscc: string): Promise<void> {
  if (!mayLinkBranches(actor)) throw refuse('forbidden', 'branch_owner')
  const branchId = actor.organization.id
  await transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    const head = await tx
      .selectFrom('organization')
      .select(['id', 'parent_id'])
      .where('uscc', '=', uscc)
      .where('kind', '=', 'institution')
      .where('standing', '=', 'verified')
      .executeTakeFirst()
    const wrong =
      !head || head.id === branchId ? 'head_unknown' : head.parent_id && 'head_is_branch'
    if (wrong || !head)
      throw refuse('invalid', 'head_unknown', { fields: { uscc: [wrong as string] } })
    const own = await tx
      .selectFrom('organization')
      .select('id')
      .where('parent_id', '=', branchId)
      .limit(1)
      .executeTakeFirst()
    if (own) throw refuse('conflict', 'has_branches')
    const added = await tx
      .insertInto('branch_link')
      .values({
        head_id: head.id,
        branch_id: branchId,
        state: 'asked',
        asked_by: actor.personId,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .onConflict((conflict) =>
        conflict.column('branch_id').where('state', 'in', ['asked', 'accepted']).doNothing(),
      )
      .returning('id')
      .executeTakeFirst()
    if (!added) throw refuse('conflict', 'branch_asked')
    await appendAudit(tx, actor, {
      verb: 'ask',
      subject: { kind: 'branch_link', id: added.id },
      transition: { from: null, to: 'asked' },
    })
    await notifyBoth(tx, head.id, branchId, [head.id], branchEvents.branch_asked)
  })
}

/** Moves a link along its table: the head office accepts or declines, the branch withdraws, either ends it. @throws {Refusal} */
export async function moveBranchLink(
  db: Db,
  actor: Acting,
  id: string,
  verb: BranchVerb,
): Promise<void> {
  await transact(db, async (tx) => {
    const link = await tx
      .selectFrom('branch_link')
      .select(['id', 'head_id', 'branch_id', 'state'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    const side =
      link?.head_id === actor.organization.id
        ? 'head'
        : link?.branch_id === actor.organization.id
          ? 'branch'
          : null
    if (!link || !side || !mayLinkBranches(actor)) throw refuse('missing', 'missing')
    await requireRecentAuth(tx, actor)
    const step = getTransition(branchMachine, link.state as BranchState, verb)
    if (!(step.by as readonly string[]).includes(side)) throw refuse('missing', 'missing')
    await tx
      .updateTable('branch_link')
      .set({ state: step.to, updated_at: tx.now })
      .where('id', '=', id)
      .execute()
    if (verb === 'accept') await refuseChain(tx, link)
    if (verb === 'accept' || verb === 'end') {
      await tx
        .updateTable('organization')
        .set({ parent_id: verb === 'accept' ? link.head_id : null })
        .where('id', '=', link.branch_id)
        .execute()
    }
    await appendAudit(tx, actor, {
      verb,
      subject: { kind: 'branch_link', id },
      transition: { from: link.state, to: step.to },
    })
    const other = side === 'head' ? link.branch_id : link.head_id
    await notifyBoth(tx, link.head_id, link.branch_id, [other], answers[verb])
  })
}

/** What was asked may have become wrong meanwhile. */
async function refuseChain(tx: Tx, link: { head_id: string; branch_id: string }): Promise<void> {
  // In a statement of its own: what waits for a lock keeps the snapshot that it began with.
  await tx
    .selectFrom('organization')
    .select('id')
    .where('id', 'in', [link.head_id, link.branch_id])
    .orderBy('id')
    .forUpdate()
    .execute()
  const rows = await tx
    .selectFrom('organization')
    .select(['id', 'parent_id'])
    .where((eb) => eb.or([eb('id', '=', link.head_id), eb('parent_id', '=', link.branch_id)]))
    .execute()
  const chained = rows.some((row) => row.id !== link.head_id || row.parent_id !== null)
  if (chained) throw refuse('conflict', 'has_branches')
}

const answers = {
  accept: branchEvents.branch_accepted,
  decline: branchEvents.branch_declined,
  withdraw: branchEvents.branch_withdrawn,
  end: branchEvents.branch_ended,
} as const satisfies Record<BranchVerb, EventDefinition>

async function notifyBoth(
  tx: Tx,
  headId: string,
  branchId: string,
  told: readonly string[],
  event: EventDefinition,
): Promise<void> {
  const names = await tx
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('id', 'in', [headId, branchId])
    .execute()
  const nameOf = (id: string) => names.find((name) => name.id === id)?.name ?? ''
  await enqueueSideEffects(tx, {
    topics: [headId, branchId].flatMap((id) => [topic.organization(id), topic.desk(id)]),
    notices: told.map((organizationId) => ({
      to: { organizationId },
      event,
      subject: { kind: 'organization', id: organizationId === headId ? branchId : headId },
      params: { head: nameOf(headId), branch: nameOf(branchId) },
    })),
  })
}
