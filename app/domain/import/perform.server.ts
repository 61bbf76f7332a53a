import { type Db, transact } from '#db'
import type { EventDefinition } from '../event.ts'
import { type Notice, topic } from '../events.ts'
import { isRefusal } from '../refusal.ts'
import { openBytes } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { takeIn } from './apply-import.server.ts'
import { importEvents } from './events.ts'
import { type ImportKindName, MAX_REPORTED_FAULTS } from './import-run.ts'
import { importKinds } from './kinds.server.ts'
import { lockRun, moveRun } from './move.server.ts'
import type { Mapping } from './read-table.server.ts'
import type { LineFault, Tally } from './report.ts'
import type { SheetReader } from './sheet.server.ts'

/** Does what was asked of a file; safe to repeat, since taking in is. What is wrong with the file as a whole is kept. */
export async function performImport(db: Db, id: string, readSheet: SheetReader): Promise<void> {
  const run = await db
    .selectFrom('import_run')
    .select(['kind', 'name', 'content', 'mapping', 'state', 'person_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!run || (run.state !== 'checking' && run.state !== 'running')) return
  const place = sealedIn('import_run.content', run.person_id, run.name)
  try {
    const report = await takeIn(importKinds[run.kind as ImportKindName], {
      db,
      file: { name: run.name, bytes: openBytes(db, run.content, place) },
      mapping: run.mapping as unknown as Mapping,
      readSheet,
      source: run.name,
      dryRun: run.state === 'checking',
      onProgress: (_, part) => noteProgress(db, id, part),
    })
    const { tally, faults } = report
    await finish(db, id, 'finish', { tally, faults: faults.slice(0, MAX_REPORTED_FAULTS) })
  } catch (error) {
    if (!isRefusal(error)) throw error
    await finish(db, id, 'fail', { problem: { message: error.message, params: error.params } })
  }
}

const noteProgress = (db: Db, id: string, part: number): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .updateTable('import_run')
      .set({ progress: Math.min(100, Math.round(part * 100)), updated_at: tx.now })
      .where('id', '=', id)
      .execute()
    await enqueueSideEffects(tx, { topics: [topic.importRun(id)] })
  })

/** What came of a file; `problem` where it can't be used as a whole. */
export interface Result {
  tally?: Tally
  faults?: LineFault[]
  problem?: { message: string; params: Record<string, string | number> }
}

async function finish(db: Db, id: string, verb: 'finish' | 'fail', result: Result): Promise<void> {
  await transact(db, async (tx) => {
    const run = await lockRun(tx, id)
    if (run.state !== 'checking' && run.state !== 'running') return
    const tookIn = run.state === 'running'
    const { tally, faults, problem } = result
    const tell = (event: EventDefinition, params: Record<string, string | number>): Notice => ({
      to: { personId: run.personId },
      event,
      subject: { kind: 'import_run', id },
      params: { name: run.name, ...params },
    })
    const notices = problem
      ? [tell(importEvents.import_failed, {})]
      : tookIn && tally
        ? [tell(importEvents.import_done, { ...tally })]
        : []
    const changes = {
      progress: 100,
      tally: tally ? JSON.stringify(tally) : null,
      faults: faults ? JSON.stringify(faults) : null,
      problem: problem ? JSON.stringify(problem) : null,
    }
    await moveRun(tx, null, run, verb, changes, notices)
  })
}
