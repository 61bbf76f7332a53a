import type { Tx } from '#db'
import { type AuditActor, appendAudit } from '../audit-log.server.ts'
import { type Notice, topic } from '../events.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { getTransition } from '../state-machine.ts'
import { type ImportState, type ImportVerb, importMachine } from './import-run.ts'

export interface LockedRun {
  id: string
  organizationId: string
  personId: string
  name: string
  state: ImportState
}

/** Locks a file on its way in. @throws {Refusal} `missing` */
export async function lockRun(tx: Tx, id: string): Promise<LockedRun> {
  const row = await tx
    .selectFrom('import_run')
    .select(['id', 'organization_id', 'person_id', 'name', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return {
    id,
    organizationId: row.organization_id,
    personId: row.person_id,
    name: row.name,
    state: row.state as ImportState,
  }
}

interface Changes {
  progress?: number
  mapping?: string
  tally?: string | null
  faults?: string | null
  problem?: string | null
}

/** Takes one step of the file's table, records it and tells whom it concerns. @throws {Refusal} `conflict` */
export async function moveRun(
  tx: Tx,
  by: AuditActor,
  run: LockedRun,
  verb: ImportVerb,
  changes: Changes,
  notices: readonly Notice[] = [],
): Promise<void> {
  const { to } = getTransition(importMachine, run.state, verb)
  await tx
    .updateTable('import_run')
    .set((eb) => ({ ...changes, state: to, updated_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', run.id)
    .execute()
  const transition = { from: run.state, to }
  await appendAudit(tx, by, {
    verb,
    subject: { kind: 'import_run', id: run.id },
    transition,
  })
  run.state = to
  await enqueueSideEffects(tx, { topics: [topic.importRun(run.id)], notices })
}
