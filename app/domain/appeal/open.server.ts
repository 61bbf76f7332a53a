import type { Tx } from '#db'
import { refuse } from '../refusal.ts'
import type { AppealKind } from './appeal.ts'

/**
 * What was refused stays as it was refused while an appeal is open: another officer decides on what the first one read.
 * Lock the thing before.
 * @throws {Refusal} `conflict`
 */
export async function refuseUnderAppeal(tx: Tx, kind: AppealKind, id: string): Promise<void> {
  const open = await tx
    .selectFrom('appeal')
    .select('id')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('state', '=', 'raised')
    .executeTakeFirst()
  if (open) throw refuse('conflict', 'under_appeal')
}
